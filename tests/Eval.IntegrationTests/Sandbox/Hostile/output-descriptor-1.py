# docker: OutputExceeded
# wasm: Crashed
def double(x):
    import os
    for _ in range(1 << 14):
        os.write(1, b'x' * (1 << 16))
    return 2 * x
