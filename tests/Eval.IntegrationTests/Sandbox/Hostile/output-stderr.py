# docker: OutputExceeded
# wasm: OutputExceeded
def double(x):
    import sys
    for _ in range(1024):
        print('x' * (1 << 20), file=sys.stderr)
    return 2 * x
