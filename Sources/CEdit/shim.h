// libedit for Swift: its headers, and its variadic calls as plain functions (Swift cannot call variadic C).
#include <stdio.h>
#include <wchar.h>
#include <histedit.h>

typedef char *(*cedit_prompt_fn)(EditLine *);
typedef int (*cedit_getchar_fn)(EditLine *, wchar_t *);
typedef unsigned char (*cedit_command_fn)(EditLine *, int);

// Between two of `mark` in the prompt stands what takes no room on the screen.
static inline int cedit_set_prompt(EditLine *e, cedit_prompt_fn f, char mark) { return el_set(e, EL_PROMPT_ESC, f, mark); }
static inline int cedit_set_editor(EditLine *e, const char *name) { return el_set(e, EL_EDITOR, name); }
static inline int cedit_set_signal(EditLine *e, int on) { return el_set(e, EL_SIGNAL, on); }
static inline int cedit_set_history(EditLine *e, History *h) { return el_set(e, EL_HIST, history, h); }
static inline int cedit_set_getchar(EditLine *e, cedit_getchar_fn f) { return el_wset(e, EL_GETCFN, f); }
static inline int cedit_add_command(EditLine *e, const char *name, const char *help, cedit_command_fn f) { return el_set(e, EL_ADDFN, name, help, f); }
static inline int cedit_bind(EditLine *e, const char *key, const char *command) { return el_set(e, EL_BIND, key, command, NULL); }
static inline int cedit_bind_vi_command(EditLine *e, const char *key, const char *command) { return el_set(e, EL_BIND, "-a", key, command, NULL); }
static inline int cedit_set_client_data(EditLine *e, void *p) { return el_set(e, EL_CLIENTDATA, p); }
static inline void *cedit_client_data(EditLine *e) { void *p = NULL; el_get(e, EL_CLIENTDATA, &p); return p; }
static inline int cedit_refresh(EditLine *e) { return el_set(e, EL_REFRESH); }
static inline int cedit_prepare(EditLine *e, int on) { return el_set(e, EL_PREP_TERM, on); }

static inline int cedit_history_size(History *h, int n) { HistEvent v; return history(h, &v, H_SETSIZE, n); }
static inline int cedit_history_unique(History *h, int on) { HistEvent v; return history(h, &v, H_SETUNIQUE, on); }
static inline int cedit_history_enter(History *h, const char *line) { HistEvent v; return history(h, &v, H_ENTER, line); }
