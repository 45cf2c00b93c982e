// What Swift cannot say of Linux: unions, packed structs and variadic calls.
#ifndef HAAT_CLINUX_H
#define HAAT_CLINUX_H
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
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
static inline int haat_close_on_exec(int fd) { return fcntl(fd, F_SETFD, FD_CLOEXEC); }
#endif
