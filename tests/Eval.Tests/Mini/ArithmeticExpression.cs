using System.Globalization;

namespace Eval.Tests.Mini;

/// <summary>Evaluates the expressions of <c>datasets/mini/checks</c> by recursive descent; the grammar stands in <c>datasets/mini/README.md</c>.</summary>
internal ref struct ArithmeticExpression
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private ArithmeticExpression(ReadOnlySpan<char> text)
    {
        _text = text;
        _at = 0;
    }

    /// <exception cref="FormatException">The text is not an expression of the grammar.</exception>
    public static decimal Evaluate(string text)
    {
        var expression = new ArithmeticExpression(text);
        var value = expression.Sum();
        return expression._at == text.Length ? value : throw expression.Unexpected();
    }

    private decimal Sum()
    {
        var value = Product();
        while (Take('+', '-') is { } sign)
        {
            var right = Product();
            value = sign == '+' ? value + right : value - right;
        }

        return value;
    }

    private decimal Product()
    {
        var value = Signed();
        while (Take('*', '/') is { } sign)
        {
            var right = Signed();
            value = sign == '*' ? value * right : value / right;
        }

        return value;
    }

    private decimal Signed() => Take('-', '-') is null ? Power() : -Signed();

    private decimal Power()
    {
        var value = Atom();
        return Take('^', '^') is null ? value : Raise(value, Signed());
    }

    private decimal Atom()
    {
        if (Take('(', '(') is not null)
        {
            var value = Sum();
            Expect(')');
            return value;
        }

        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetterLower(_text[_at]))
        {
            _at++;
        }

        return _at > start ? Call(_text[start.._at].ToString()) : Number();
    }

    private decimal Number()
    {
        Skip();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        return decimal.TryParse(_text[start.._at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unexpected();
    }

    private decimal Call(string name)
    {
        Expect('(');
        var arguments = new List<decimal> { Sum() };
        while (Take(',', ',') is not null)
        {
            arguments.Add(Sum());
        }

        Expect(')');
        return (name, arguments) switch
        {
            ("max", { Count: > 1 }) => arguments.Max(),
            ("min", { Count: > 1 }) => arguments.Min(),
            ("sqrt", [var x]) => (decimal)Math.Sqrt((double)x),
            ("gcd", [var a, var b]) => GreatestDivisor(a, b),
            ("lcm", [var a, var b]) => a / GreatestDivisor(a, b) * b,
            ("fact", [var n]) => Factorial(n),
            ("comb", [var n, var k]) => Factorial(n) / Factorial(k) / Factorial(n - k),
            ("mod", [var a, var b]) => a - (b * decimal.Floor(a / b)),
            ("floor", [var x]) => decimal.Floor(x),
            ("ceil", [var x]) => decimal.Ceiling(x),
            ("abs", [var x]) => Math.Abs(x),
            ("round", [var x]) when Math.Abs(x - decimal.Truncate(x)) != 0.5m => decimal.Round(x),
            _ => throw new FormatException($"\"{_text}\": {name} with {arguments.Count} arguments is not in the grammar."),
        };
    }

    private static decimal Raise(decimal value, decimal exponent)
    {
        if (decimal.Truncate(exponent) != exponent)
        {
            return (decimal)Math.Pow((double)value, (double)exponent);
        }

        var result = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            result *= value;
        }

        return exponent < 0 ? 1 / result : result;
    }

    private static decimal GreatestDivisor(decimal a, decimal b) => b == 0 ? a : GreatestDivisor(b, a % b);

    private static decimal Factorial(decimal n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private char? Take(char one, char other)
    {
        Skip();
        return _at < _text.Length && (_text[_at] == one || _text[_at] == other) ? _text[_at++] : null;
    }

    private void Expect(char sign)
    {
        if (Take(sign, sign) is null)
        {
            throw Unexpected();
        }
    }

    private void Skip()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private readonly FormatException Unexpected() => new($"\"{_text}\" is not an expression: position {_at}.");
}
