/* What Qt asks of Windows' icuuc.dll: converters for code pages other than UTF-8, UTF-16, UTF-32 and Latin-1. Windows 10
   has had it since 1703, wine has not. This stands in for it in the tests alone, and has no converter. */
typedef int E;
#define X __declspec(dllexport)
X void *ucnv_open(const char *n, E *e) { (void)n; if (e) *e = 16; return 0; }
X void ucnv_close(void *c) { (void)c; }
X void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
X void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
X void ucnv_reset(void *c) { (void)c; }
X signed char ucnv_getMaxCharSize(void *c) { (void)c; return 1; }
X const char *ucnv_getName(void *c, E *e) { (void)c; if (e) *e = 16; return 0; }
X void ucnv_getToUCallBack(void) {}
X void ucnv_getFromUCallBack(void) {}
X void ucnv_setToUCallBack(void) {}
X void ucnv_setFromUCallBack(void) {}
X void ucnv_cbToUWriteUChars(void) {}
X void ucnv_cbFromUWriteUChars(void) {}
X void ucnv_toUnicode(void) {}
X void ucnv_fromUnicode(void) {}
X int ucnv_toUCountPending(void *c, E *e) { (void)c; if (e) *e = 16; return 0; }
X int ucnv_fromUCountPending(void *c, E *e) { (void)c; if (e) *e = 16; return 0; }
X const char *ucnv_getStandardName(const char *n, const char *s, E *e) { (void)n; (void)s; if (e) *e = 16; return 0; }
X const char *ucnv_getAvailableName(int n) { (void)n; return 0; }
X int ucnv_countAvailable(void) { return 0; }
