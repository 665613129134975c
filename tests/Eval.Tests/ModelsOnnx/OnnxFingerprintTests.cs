using System.Text.Json.Nodes;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Models.Onnx;
using Eval.Models.Onnx.Files;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>Whatever changes an answer changes the fingerprint, which is in the run and in the cache key; what only changes the speed does not.</summary>
public sealed class OnnxFingerprintTests
{
    private const string Template = "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}";

    private static readonly string[] Shown = ["engine", "precision", "kv_cache", "context", "chat_template", "chat_template_sha256", "tokenizer", "device"];

    private RandomModelFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new RandomModelFolder(RandomDecoderShape.Tiny with { ContextLength = 512, Vocabulary = 300 });

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("weights")]
    [TestCase("config.json")]
    [TestCase("generation_config.json")]
    [TestCase("tokenizer.json")]
    [TestCase("tokenizer_config.json")]
    [TestCase("chat_template.jinja")]
    [TestCase("?ctx=256")]
    [TestCase("?top_k=5")]
    [TestCase("?repetition_penalty=1.1")]
    [TestCase("?template=chatml")]
    [TestCase("?system=Be+brief.")]
    public async Task What_changes_an_answer_changes_the_fingerprint(string change)
    {
        var before = await InfoAsync("");
        var spec = change.StartsWith('?') ? change : "";
        if (spec.Length == 0)
        {
            Change(change);
        }

        Assert.That((await InfoAsync(spec)).Fingerprint, Is.Not.EqualTo(before.Fingerprint));
    }

    [TestCase("")]
    [TestCase("?batch=2")]
    [TestCase("?prefix_cache=1")]
    [TestCase("?threads=1")]
    public async Task What_only_changes_the_speed_does_not(string spec) =>
        Assert.That((await InfoAsync(spec)).Fingerprint, Is.EqualTo((await InfoAsync("")).Fingerprint));

    [Test]
    public async Task Under_dynamic_quantisation_what_runs_together_changes_answers_and_so_the_fingerprint()
    {
        using var quantised = new RandomModelFolder(RandomDecoderShape.Tiny with { ContextLength = 512, Vocabulary = 300, Precision = RandomDecoderPrecision.EightBits });
        string[] fingerprints = [.. (await Task.WhenAll(new[] { "", "?batch=8", "?prefix_cache=4", "?batch=8&prefix_cache=4" }.Select(spec => InfoAsync(spec, quantised.Path)))).Select(info => info.Fingerprint)];
        Assert.That(fingerprints, Is.Unique);
        Assert.That((await InfoAsync("?batch=1&prefix_cache=0", quantised.Path)).Fingerprint, Is.EqualTo(fingerprints[0]));
    }

    [Test]
    public async Task A_run_records_what_the_fingerprint_stands_for()
    {
        var info = await InfoAsync("?template=chatml");
        Assert.Multiple(() =>
        {
            Assert.That(info.Details.Keys, Is.SupersetOf(Shown));
            Assert.That(info.Details["engine"], Does.Match(@"^ONNX Runtime \d+\.\d+\.\d+"));
            Assert.That(info.Details["weights_sha256"], Is.EqualTo(Sha256(Path.Combine(_folder.Path, "model.onnx"))));
            Assert.That(info.Details["chat_template_sha256"], Has.Length.EqualTo(64));
        });
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    private void Change(string file)
    {
        var path = Path.Combine(_folder.Path, file == "weights" ? "model.onnx" : file);
        switch (file)
        {
            case "weights":
                var bytes = File.ReadAllBytes(path);
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "chat_template.jinja":
                File.WriteAllText(path, Template);
                break;
            case "tokenizer_config.json":
                File.WriteAllText(path, new JsonObject { ["chat_template"] = Template }.ToJsonString());
                break;
            default:
                var settings = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))! : new JsonObject();
                settings["added_by_the_test"] = 1;
                File.WriteAllText(path, settings.ToJsonString());
                break;
        }
    }

    private Task<ModelInfo> InfoAsync(string keys) => InfoAsync(keys, _folder.Path);

    // By the provider, as a run does it: the spec's keys are read too.
    private static async Task<ModelInfo> InfoAsync(string keys, string folder)
    {
        var spec = ModelSpecParser.Parse($"onnx:{folder}{keys}", out _)!;
        var options = OnnxOptions.Read(spec, []);
        await using var model = new OnnxModel(spec, OnnxFolder.Find(folder, options.File, out _)!, options, seed: 1, new FileFingerprints(Path.Combine(folder, "fingerprints")));
        await model.ScoreAsync(OnnxTestModels.Ask("The sun was", " a"), default);
        return model.Info;
    }
}
