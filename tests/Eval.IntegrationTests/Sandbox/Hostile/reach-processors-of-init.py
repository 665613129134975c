# docker: Failed
# wasm: Failed
def double(x):
    import os
    os.sched_setaffinity(1, {0})
    return 2 * x
