# docker: Failed
# wasm: Failed
def double(x):
    class Payload:
        def __reduce__(self):
            import os
            return os.system, ('true',)
    return Payload()
