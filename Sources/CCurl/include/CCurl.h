#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift can't call: one function for each type of argument.

/// Takes `count` bytes; returns how many it took. Fewer end the transfer.
typedef size_t (*ccurl_sink)(char *bytes, size_t size, size_t count, void *context);

/// Returns other than 0 to end the transfer.
typedef int (*ccurl_watch)(
    void *context, curl_off_t to_receive, curl_off_t received, curl_off_t to_send, curl_off_t sent);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_sink(CURL *easy, ccurl_sink sink, void *context);
CURLcode ccurl_set_header_sink(CURL *easy, ccurl_sink sink, void *context);
CURLcode ccurl_set_watch(CURL *easy, ccurl_watch watch, void *context);
CURLcode ccurl_set_error_buffer(CURL *easy, char *buffer);

/// 0 if it isn't known.
long ccurl_get_long(CURL *easy, CURLINFO info);
/// Null if it isn't known; lives as long as `easy` isn't used again.
const char *ccurl_get_text(CURL *easy, CURLINFO info);

#endif
