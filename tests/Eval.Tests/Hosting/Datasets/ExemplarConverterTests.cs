using System.Text;
using Eval.Hosting.Datasets.Installing;
using Eval.Hosting.Datasets.Manifests;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class ExemplarConverterTests
{
    [Test]
    public void The_samples_of_an_lm_eval_task_become_lines()
    {
        const string Yaml = """
            task: x
            doc_to_text: !function utils.text
            fewshot_config:
              sampler: first_n
              samples:
              - question: A box holds 3 pens. Ana adds 4
                  more. How many?
                target: 'It''s 3 + 4 = 7. The answer is 7.'
              - question: "Tab\there?"
                target: No.
            """;
        Assert.That(
            Convert(Yaml, ExemplarConversion.LmEvalCotYaml),
            Is.EqualTo(
                """
                {"question":"A box holds 3 pens. Ana adds 4 more. How many?","target":"It's 3 + 4 = 7. The answer is 7."}
                {"question":"Tab\there?","target":"No."}

                """));
    }

    [TestCase("task: x")]
    [TestCase("fewshot_config: {samples: [{question: x}]}")]
    [TestCase("[unclosed")]
    public void A_task_without_samples_is_refused(string yaml) =>
        Assert.That(() => Convert(yaml, ExemplarConversion.LmEvalCotYaml), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void The_turns_of_an_opencompass_configuration_become_lines_less_the_question_itself()
    {
        const string Python = """"
            cfg = dict(template=dict(round=[
                dict(role='HUMAN', prompt="Question: Ben's \"old\" hens\nAnswer:"),
                dict(role='BOT', prompt='It\'s 5\n'),
                dict( role = "HUMAN", prompt = "one "
                     'two'),
                dict(role='BOT', prompt="""caf\u00e9
            5\\3"""),
                dict(role='HUMAN', prompt="Question: {question}\nAnswer:"),
            ]))
            """";
        Assert.That(
            Convert(Python, ExemplarConversion.OpenCompassConfig).TrimEnd('\n').Split('\n'),
            Is.EqualTo(
            [
                """{"role":"user","content":"Question: Ben's \"old\" hens\nAnswer:"}""",
                """{"role":"assistant","content":"It's 5\n"}""",
                """{"role":"user","content":"one two"}""",
                """{"role":"assistant","content":"café\n5\\3"}""",
            ]));
    }

    [TestCase("dict(role='BOT', prompt='unclosed\n')")]
    [TestCase("dict(role='BOT', prompt=VARIABLE)")]
    public void A_text_that_is_no_whole_literal_is_refused_with_its_line(string python) =>
        Assert.That(() => Convert(python, ExemplarConversion.OpenCompassConfig), Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 1"));

    [Test]
    public void A_verbatim_file_keeps_every_byte() =>
        Assert.That(ExemplarConverter.Convert([0xff, 0x00], ExemplarConversion.Verbatim), Is.EqualTo(new byte[] { 0xff, 0x00 }));

    private static string Convert(string text, ExemplarConversion conversion) =>
        Encoding.UTF8.GetString(ExemplarConverter.Convert(Encoding.UTF8.GetBytes(text), conversion));
}
