#ifndef CCURL_H
#define CCURL_H

/// The libcurl this program is linked with, as "libcurl/7.88.1 …". Never null.
const char *ccurl_version(void);

#endif
