# docker: Failed Crashed MemoryExceeded
# wasm: Failed Crashed MemoryExceeded
def double(x):
    import os
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b'\x7f\xff\xff\xff' + b'x' * 1000)
        except OSError:
            pass
    return None
