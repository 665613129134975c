# docker: Crashed
# wasm: Crashed
import os
os._exit(0)
