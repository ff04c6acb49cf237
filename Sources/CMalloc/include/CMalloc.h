#ifndef CMALLOC_H
#define CMALLOC_H

/// Gives the heap's unused pages back to the system; does nothing where the C library has no such call.
void cmalloc_trim(void);

#endif
