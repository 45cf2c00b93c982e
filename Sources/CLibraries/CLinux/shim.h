// What Swift cannot say of Linux: unions, packed structs and variadic calls.
#ifndef HAAT_CLINUX_H
#define HAAT_CLINUX_H
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

// Declared here, because _GNU_SOURCE would make other structures than Swift's Glibc module has.
int accept4(int, struct sockaddr *, socklen_t *, int);
int eaccess(const char *, int);
int pthread_setname_np(unsigned long, const char *);

static inline int haat_epoll_add(int epoll, int fd, uint32_t events, void *source) {
  struct epoll_event event = {.events = events, .data = {.ptr = source}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}
static inline int haat_epoll_modify(int epoll, int fd, uint32_t events, void *source) {
  struct epoll_event event = {.events = events, .data = {.ptr = source}};
  return epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
}
static inline int haat_epoll_remove(int epoll, int fd) { return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL); }
static inline void *haat_epoll_source(const struct epoll_event *event) { return event->data.ptr; }
static inline uint32_t haat_epoll_events(const struct epoll_event *event) { return event->events; }
static inline int haat_errno(void) { return errno; }
static inline int haat_accept(int fd, struct sockaddr_storage *peer, socklen_t *length) {
  return accept4(fd, (struct sockaddr *)peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// A listening socket on an address given as two words in the host's order; the port becomes the one it got.
static inline int haat_listen(int version4, uint64_t high, uint64_t low, uint16_t *port) {
  struct sockaddr_storage storage = {0};
  socklen_t length;
  if (version4) {
    struct sockaddr_in *four = (struct sockaddr_in *)&storage;
    *four = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(*port), .sin_addr = {htonl((uint32_t)low)}};
    length = sizeof *four;
  } else {
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&storage;
    uint64_t words[2] = {htobe64(high), htobe64(low)};
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(*port);
    memcpy(&six->sin6_addr, words, 16);
    length = sizeof *six;
  }
  int fd = socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int on = 1;
  if (fd < 0) return -1;
  // Accepted sockets inherit TCP_NODELAY.
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) ||
      bind(fd, (struct sockaddr *)&storage, length) || listen(fd, 4096)) {
    int error = errno;
    close(fd);
    errno = error;
    return -1;
  }
  length = sizeof storage;
  if (getsockname(fd, (struct sockaddr *)&storage, &length) == 0) {
    *port = ntohs(version4 ? ((struct sockaddr_in *)&storage)->sin_port : ((struct sockaddr_in6 *)&storage)->sin6_port);
  }
  return fd;
}

// As many open files as the process may have.
static inline void haat_raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

// Makes close() send a reset instead of an orderly end.
static inline void haat_reset_on_close(int fd) {
  struct linger off = {.l_onoff = 1, .l_linger = 0};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &off, sizeof off);
}

// From an offset of its own, so that one open file can be sent to many.
static inline long haat_sendfile(int socket, int file, long offset, unsigned long count) {
  off_t from = offset;
  return sendfile(socket, file, &from, count);
}

// A file without a name; O_TMPFILE is not known without _GNU_SOURCE.
static inline int haat_open_unnamed(const char *directory) {
  return open(directory, __O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static inline int haat_close_on_exec(int fd) { return fcntl(fd, F_SETFD, FD_CLOEXEC); }
#endif
