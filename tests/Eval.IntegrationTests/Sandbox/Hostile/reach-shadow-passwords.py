# docker: Failed
# wasm: Failed
def double(x):
    return 2 * x if open('/etc/shadow').read() else None
