# docker: Failed
# wasm: Failed
def double(x):
    import itertools
    return itertools.count()
