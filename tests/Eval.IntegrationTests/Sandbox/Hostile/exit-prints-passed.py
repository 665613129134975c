# docker: Failed
# wasm: Failed
def double(x):
    import os, sys
    print('passed')
    print('passed', file=sys.stderr)
    return 'passed'
