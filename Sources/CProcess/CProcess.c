#define _GNU_SOURCE
#include "CProcess.h"

#include <malloc.h>
#include <sys/syscall.h>
#include <unistd.h>

void cprocess_trim_heap(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

// As in the kernel's first version of it; C libraries have only lately begun to declare it.
struct scheduling {
    uint32_t size;
    uint32_t policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime;
    uint64_t deadline;
    uint64_t period;
};

void cprocess_set_time_slice(uint64_t nanoseconds) {
    struct scheduling scheduling = {0};
    if (syscall(SYS_sched_getattr, 0, &scheduling, sizeof scheduling, 0) != 0) return;
    scheduling.runtime = nanoseconds;
    syscall(SYS_sched_setattr, 0, &scheduling, 0);
}
