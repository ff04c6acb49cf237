#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdint.h>

/// Gives the heap's unused pages back to the system; does nothing where the C library has no such call.
void cprocess_trim_heap(void);

/// Asks the kernel for a time slice of so many nanoseconds for the calling thread: one that needs little may have that
/// little at once, without waiting for others to end their slices. Linux before 6.12 takes no notice of it.
void cprocess_set_time_slice(uint64_t nanoseconds);

#endif
