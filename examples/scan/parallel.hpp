// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace scan {

/// Jobs in a ring: filled in order, worked on by several threads, finished in order.
template <class Job>
class job_ring {
public:
    explicit job_ring(std::size_t size) : places_(size) {}

    /// Fills jobs with `fill(job)` until that gives false.
    template <class Fill>
    void produce(Fill fill) {
        while (true) {
            std::unique_lock lock{mutex_};
            has_room_.wait(lock, [&] { return filled_ - finished_ < places_.size(); });
            auto& free = at(filled_);
            lock.unlock(); // nobody else looks at a free place
            const bool any = fill(free.job);
            lock.lock();
            if (!any) { break; }
            ++filled_;
            has_work_.notify_one();
        }
        const std::lock_guard lock{mutex_};
        ended_ = true;
        has_work_.notify_all();
    }

    /// Does `work(job)` until there is nothing left. Whoever is ready with the next job in order gives it to
    /// `finish(job)`, and those behind it that waited; one thread at a time, so no result waits for new input.
    template <class Work, class Finish>
    void consume(Work& work, Finish& finish) {
        std::unique_lock lock{mutex_};
        while (true) {
            has_work_.wait(lock, [&] { return taken_ < filled_ || ended_; });
            if (taken_ == filled_) { return; }
            auto& mine = at(taken_++);
            lock.unlock();
            work(mine.job);
            lock.lock();
            mine.done = true;
            if (!finishing_) { finish_ready(lock, finish); }
        }
    }

private:
    struct place {
        Job job;
        bool done = false;
    };

    [[nodiscard]] place& at(std::uint64_t number) noexcept { return places_[number % places_.size()]; }

    template <class Finish>
    void finish_ready(std::unique_lock<std::mutex>& lock, Finish& finish) {
        finishing_ = true;
        while (at(finished_).done) {
            auto& first = at(finished_);
            lock.unlock();
            finish(first.job);
            lock.lock();
            first.done = false;
            ++finished_;
            has_room_.notify_one();
        }
        finishing_ = false;
    }

    std::vector<place> places_;
    std::mutex mutex_;
    std::condition_variable has_room_;
    std::condition_variable has_work_;
    std::uint64_t filled_ = 0; // how many jobs have come to which state
    std::uint64_t taken_ = 0;
    std::uint64_t finished_ = 0;
    bool ended_ = false;
    bool finishing_ = false;
};

/// Runs jobs: `fill(job)` says whether there is one more, a worker of `make_worker()` does it, `finish(job)` takes the
/// result, in the order of the jobs. Each thread has a worker of its own; with one, all happens on the calling thread.
template <class Job, class Fill, class MakeWorker, class Finish>
void run_in_order(std::size_t threads, Fill fill, MakeWorker make_worker, Finish finish) {
    if (threads == 1) {
        auto work = make_worker();
        for (Job job; fill(job); finish(job)) { work(job); }
        return;
    }
    job_ring<Job> ring{threads * 3};
    std::vector<std::jthread> pool;
    for (std::size_t count = 0; count < threads; ++count) {
        pool.emplace_back([&] {
            auto work = make_worker();
            ring.consume(work, finish);
        });
    }
    ring.produce(fill);
}

} // namespace scan
