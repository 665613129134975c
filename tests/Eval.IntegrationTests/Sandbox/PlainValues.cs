namespace Eval.IntegrationTests.Sandbox;

/// <summary>Python values that a benchmark may compare, as expressions.</summary>
internal static class PlainValues
{
    public const string Imports = "import datetime, decimal, fractions";

    public static IEnumerable<string> All { get; } =
    [
        "None", "True", "0", "-1", "2**63", "-(2**200)", "1.5", "float('inf')", "1e-310", "''", "'h\\xe9llo \\u4e2d\\U0001f600\\x00'", "'\\ud800'", "b'\\x00\\xff'", "bytearray(b'ab')",
        "[]", "[1, [2, (3, {4})]]", "()", "{}", "{1: 'a', (2, 3): None, None: [4]}", "set()", "frozenset({1, 2})", "complex(1, -2)", "range(2, 10, 3)",
        "decimal.Decimal('1.10')", "fractions.Fraction(1, 3)", "datetime.date(2024, 2, 29)", "datetime.timedelta(days=1, microseconds=5)",
    ];
}
