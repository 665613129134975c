namespace Eval.Testing;

/// <summary>A small original code benchmark in the manner of MBPP: a task in prose, tests as asserts, described by YAML alone.</summary>
public static class CodeExample
{
    public const string Yaml = """
        name: small-tasks
        title: Small tasks
        kind: code
        data: tasks.jsonl
        columns:
          id: task
          question: text
          entry_point: function
          test: asserts
        prompt: |-
          Write a Python function named {{ fields.function }}. {{ question }}
          Reply with the code in one ```python block.
        code:
          cpu_seconds: 2
        """;

    public const string Tasks = """
        {"task": "t1", "text": "It returns the words of a sentence in reverse order, joined by single spaces.", "function": "reverse_words", "asserts": ["assert reverse_words('one two  three') == 'three two one'", "assert reverse_words('') == ''"], "solution": "def reverse_words(text):\n    return ' '.join(reversed(text.split()))\n"}
        {"task": "t2", "text": "It counts how often the digit d stands in the decimal form of the integer n.", "function": "count_digit", "asserts": ["assert count_digit(1213, 1) == 2", "assert count_digit(-707, 7) == 2", "assert count_digit(0, 0) == 1"], "solution": "def count_digit(n, d):\n    return str(abs(n)).count(str(d))\n"}
        {"task": "t3", "text": "It splits a list into pairs; an odd last element stands alone.", "function": "pairs", "asserts": ["assert pairs([1, 2, 3]) == [[1, 2], [3]]", "assert pairs([]) == []"], "solution": "def pairs(items):\n    return [items[i:i + 2] for i in range(0, len(items), 2)]\n"}
        """;
}
