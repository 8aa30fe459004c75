#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>

// A match that can be left while it runs. PCRE2's machine code cannot be asked to stop; but it takes no memory and no lock of its
// own (its stack is ours), so the handler of a signal may jump out of it. What the interpreter does is not like that.
typedef struct {
  sigjmp_buf place;
  pthread_t thread;
  volatile sig_atomic_t runs;
} cpcre2_run;

// No code of PCRE2's own: the match was left.
enum { CPCRE2_LEFT = -10000 };

// pcre2_jit_match that `cpcre2_leave` can end.
static __attribute__((noinline)) int cpcre2_jit_match(cpcre2_run *run, const pcre2_code_8 *code, PCRE2_SPTR8 subject, PCRE2_SIZE length, PCRE2_SIZE start,
                                                      pcre2_match_data_8 *data, pcre2_match_context_8 *context) {
  if (sigsetjmp(run->place, 0) == 0) {
    run->thread = pthread_self();
    run->runs = 1;
    int result = pcre2_jit_match_8(code, subject, length, start, 0, data, context);
    run->runs = 0;
    return result;
  }
  // what was blocked while the handler ran, which never returned
  sigset_t handled;
  sigemptyset(&handled);
  sigaddset(&handled, SIGINT);
  sigaddset(&handled, SIGALRM);
  pthread_sigmask(SIG_UNBLOCK, &handled, NULL);
  return CPCRE2_LEFT;
}

// For handlers of SIGINT and SIGALRM: ends the match that runs. On another thread than this, that thread gets SIGALRM.
static inline void cpcre2_leave(cpcre2_run *run) {
  if (!run->runs) return;
  if (!pthread_equal(pthread_self(), run->thread)) { pthread_kill(run->thread, SIGALRM); return; }
  run->runs = 0;
  siglongjmp(run->place, 1);
}
