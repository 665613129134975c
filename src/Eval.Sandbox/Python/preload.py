# What programs import most: loaded once, before anything is judged, and there in every process and instance made from it.

import abc, array, bisect, collections, contextlib, copy, dataclasses, datetime, decimal, enum, fractions, functools, hashlib, heapq  # noqa: E401
import inspect, io, itertools, math, numbers, operator, random, re, statistics, string, textwrap, threading, typing  # noqa: E401
