class Broken { nobody depends on this module, so nobody compiles it }
