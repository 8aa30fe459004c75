// The C library's heap settings, which its Swift module leaves out.
#include <malloc.h>
