using System.Text;
using Eval.Core.Models.Local;
using NUnit.Framework;

namespace Eval.Tests.Core.Models.Local;

/// <summary>Stop strings over tokens of any cut. A token is written as the text or the bytes it adds.</summary>
public sealed class GeneratedTextTests
{
    [TestCase("END", "Hello ", "END", "Hello ", TestName = "A_stop_string_that_is_a_token")]
    [TestCase("END", "Hello E|N", "D", "Hello ", TestName = "A_stop_string_over_three_tokens")]
    [TestCase("\n\n", "A.|\n", "\nQuestion", "A.", TestName = "What_a_token_says_behind_the_stop_string_is_cut_off_with_it")]
    [TestCase("stop", "un", "stoppable", "un", TestName = "A_stop_string_in_the_middle_of_a_token")]
    [TestCase("aab", "a|a|a", "b", "a", TestName = "A_stop_string_that_begins_within_its_own_beginning")]
    [TestCase("Q:|a long stop string", "x", "Q: a long stop string", "x", TestName = "The_first_of_two_in_one_token_counts")]
    [TestCase("a long stop string|Q:", "y a long stop|x", "Q:", "y a long stopx", TestName = "A_short_one_beside_a_long_one")]
    [TestCase("END", "", "END", "", TestName = "A_stop_string_at_once")]
    [TestCase("。", "好|吧", "。再见", "好吧", TestName = "A_stop_string_that_is_one_character_of_several_bytes")]
    public void Text_ends_before_the_stop_string(string stops, string before, string last, string expected)
    {
        var (text, isEnded) = Run(stops.Split('|'), before.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Bytes), Bytes(last));
        Assert.That((text, isEnded), Is.EqualTo((expected, true)));
    }

    [Test]
    public void A_stop_string_whose_characters_are_cut_into_bytes_is_found()
    {
        byte[][] tokens = [.. "é日🙂"u8.ToArray().Select(value => new[] { value })];
        var (text, isEnded) = Run(["日🙂"], tokens[..^1], tokens[^1]);
        Assert.That((text, isEnded), Is.EqualTo(("é", true)));
    }

    [Test]
    public void A_character_cut_off_by_the_end_is_one_replacement_and_what_stands_before_it_is_whole()
    {
        var (text, isEnded) = Run([], [Bytes("ok "), [0xF0, 0x9F]], [0x99]);
        Assert.That((text, isEnded), Is.EqualTo(("ok \uFFFD", false)));
    }

    [Test]
    public void A_stop_string_behind_a_broken_character_is_found()
    {
        var (text, isEnded) = Run(["\n"], [[0xE6, 0x97]], Bytes("\nmore"));
        Assert.That((text, isEnded), Is.EqualTo(("\uFFFD", true)));
    }

    [Test]
    public void Half_a_stop_string_is_text()
    {
        var (text, isEnded) = Run(["###"], [Bytes("a#")], Bytes("# b"));
        Assert.That((text, isEnded), Is.EqualTo(("a## b", false)));
    }

    [Test]
    public void An_empty_stop_string_and_a_token_without_text_end_nothing()
    {
        var (text, isEnded) = Run([""], [Bytes("a")], []);
        Assert.That((text, isEnded), Is.EqualTo(("a", false)));
    }

    [Test]
    public void However_the_text_is_cut_into_tokens_the_answer_ends_where_a_search_of_all_of_it_says()
    {
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var written = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => "ab日é"[random.Next(4)]));
            List<string> stops = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "ab日é"[random.Next(4)])))];
            var bytes = Encoding.UTF8.GetBytes(written);
            var tokens = new List<byte[]>();
            for (var start = 0; start < bytes.Length;)
            {
                var length = Math.Min(random.Next(1, 6), bytes.Length - start);
                tokens.Add(bytes[start..(start + length)]);
                start += length;
            }

            var grown = new GeneratedText(id => tokens[id], stops);
            var read = 0;
            var isEnded = false;
            while (read < tokens.Count && !isEnded)
            {
                isEnded = grown.Append(read++);
            }

            // Of what was read up to there, everything before the first stop string; and no token earlier was enough.
            var all = Encoding.UTF8.GetString([.. tokens.Take(read).SelectMany(token => token)]);
            var first = stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
            var shorter = Encoding.UTF8.GetString([.. tokens.Take(read - 1).SelectMany(token => token)]);
            Assert.That((grown.Text, isEnded), Is.EqualTo((first < 0 ? all : all[..first], first >= 0)), $"{written} | {string.Join(',', stops)}");
            Assert.That(stops.Exists(stop => shorter.Contains(stop, StringComparison.Ordinal)), Is.False, $"{written} | {string.Join(',', stops)}");
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static (string Text, bool IsEnded) Run(string[] stops, IEnumerable<byte[]> before, byte[] last)
    {
        List<byte[]> tokens = [.. before, last];
        var text = new GeneratedText(id => tokens[id], stops);
        for (var i = 0; i < tokens.Count - 1; i++)
        {
            Assert.That(text.Append(i), Is.False, $"token {i}");
        }

        var isEnded = text.Append(tokens.Count - 1);
        return (text.Text, isEnded);
    }
}
