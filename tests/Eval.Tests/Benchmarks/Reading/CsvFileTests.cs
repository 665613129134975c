using System.Security.Cryptography;
using System.Text;
using Eval.Benchmarks.Reading;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Reading;

public sealed class CsvFileTests
{
    // Digests made with Python: csv.reader(open(f, encoding="utf-8", newline="")), each cell + NUL, each row + U+0001.
    [TestCase("mmlu/data/dev", 285, "ba2a82112010a7d56c60830f0d03cf9ecb0e9d60d8ccdffae052ab8008332009")]
    [TestCase("mmlu/data/val", 1531, "066182af8fe4a3d180fc88a46309ca5142e296a9281266d551b1e4bf8506093a")]
    [TestCase("mmlu/data/test", 14042, "30c336ba34143c0999ae198313971786243f6aef30d5fde4e0677515ed64d878")]
    [TestCase("ceval/dev", 312, "2c8c49f496998351eb5b4c2ae4ef56c99a1d26abf464109b85ce11eac6430819")]
    [TestCase("ceval/val", 1398, "4e64091ec15141ed74c3f929d74e67938498dc12b83eb990990e3dcbad09e0e5")]
    [TestCase("ceval/test", 12394, "837ff187f440befc6b2a82f344cc7a62a6a7dd945b16295c7a1ad41c92775ad6")]
    public void Every_cell_of_the_real_data_is_what_Python_reads(string folder, int rows, string sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        foreach (var file in Directory.GetFiles(TestPaths.Shared(["datasets", .. folder.Split('/')]), "*.csv").OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            foreach (var row in CsvFile.Read(file))
            {
                count++;
                foreach (var cell in row.Cells)
                {
                    hash.AppendData(Encoding.UTF8.GetBytes(cell + "\0"));
                }

                hash.AppendData([1]);
            }
        }

        Assert.That(count, Is.EqualTo(rows));
        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo(sha256));
    }

    // Expectations are what Python's csv module returns for the same bytes.
    [TestCase("a,b\r\nc,d\r\n", "a|b/c|d", TestName = "CRLF")]
    [TestCase("a,b\nc,d", "a|b/c|d", TestName = "A_missing_last_newline")]
    [TestCase("a,\"b\nc\"\nd,e\n", "a|b\nc/d|e", TestName = "A_newline_in_quotes")]
    [TestCase("a,\"b\r\nc\"\r\n", "a|b\r\nc", TestName = "A_CRLF_in_quotes")]
    [TestCase("a,\"b\rc\"\n", "a|b\rc", TestName = "A_lone_CR_in_quotes")]
    [TestCase("a,\"say \"\"x\"\"\"\n", "a|say \"x\"", TestName = "Doubled_quotes")]
    [TestCase("a,b \"c\" d\n", "a|b \"c\" d", TestName = "A_quote_inside_an_unquoted_cell")]
    [TestCase("a,\"b\" c\n", "a|b c", TestName = "Text_after_a_closing_quote")]
    [TestCase("a\u0085b,\ufeffc,\u2028d\n", "a\u0085b|\ufeffc|\u2028d", TestName = "Next_line_byte_order_mark_and_line_separator")]
    [TestCase("None,4.0, x ,\n", "None|4.0| x |", TestName = "Words_numbers_and_blanks_stay_as_they_are")]
    [TestCase("#a,b\n", "#a|b", TestName = "A_hash_is_no_comment")]
    [TestCase("=a,'b\n", "=a|'b", TestName = "No_cell_is_sanitised")]
    public void Cells_come_through_unchanged(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.csv", text);
        Assert.That(string.Join('/', CsvFile.Read(path).Select(row => string.Join('|', row.Cells))), Is.EqualTo(expected));
    }

    [Test]
    public void Rows_know_the_line_they_begin_on()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.csv", "a,b\nc,\"d\ne\r\nf\"\ng,h\n");
        Assert.That(CsvFile.Read(path).Select(row => row.Line), Is.EqualTo(new[] { 1, 2, 5 }));
    }

    [Test]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.csv");
        File.WriteAllBytes(path, [0x61, 0x2c, 0xff, 0xfe, 0x0a]);
        Assert.That(() => CsvFile.Read(path).ToList(), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("UTF-8"));
    }
}
