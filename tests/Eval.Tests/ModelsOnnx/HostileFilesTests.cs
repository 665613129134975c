using System.Text.Json.Nodes;
using Eval.Core.Models;
using Eval.Models.Onnx.Engine;
using Eval.Testing.Models;
using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>A model folder comes from somebody else: whatever stands in it, the model is refused in one line that says what is wrong.</summary>
[CancelAfter(60_000)]
public sealed class HostileFilesTests
{
    [TestCase("max_position_embeddings", "0", "max_position_embeddings as 0")]
    [TestCase("max_position_embeddings", "-512", "max_position_embeddings as -512")]
    [TestCase("max_position_embeddings", "1e30", "max_position_embeddings as 1e30")]
    [TestCase("max_position_embeddings", "\"long\"", "ctx=N")]
    [TestCase("num_attention_heads", "0", "num_attention_heads as 0")]
    [TestCase("head_dim", "2147483647", "head_dim as 2147483647")]
    [TestCase("vocab_size", "1.5", "vocab_size as 1.5")]
    [TestCase("eos_token_id", "[1, \"x\"]", "eos_token_id")]
    [TestCase("eos_token_id", "-3", "eos_token_id")]
    [TestCase("text_config", "[1]", null)]
    [TestCase("model_type", "7", null)]
    [TestCase("max_position_embeddings", "null", "ctx=N")]
    public async Task A_configuration_with_absurd_values(string key, string value, string? says)
    {
        using var folder = Folder();
        Edit(folder, "config.json", root => root[key] = JsonNode.Parse(value));
        await AssertRefusedAsync(folder, says);
    }

    [TestCase("config.json", "", "not JSON")]
    [TestCase("config.json", "[1]", "no JSON object")]
    [TestCase("config.json", "{\"a\": ", "not JSON")]
    [TestCase("tokenizer.json", "", "not JSON")]
    [TestCase("tokenizer.json", "[]", "no JSON object")]
    [TestCase("tokenizer.json", "{}", "model")]
    [TestCase("generation_config.json", "true", "no JSON object")]
    [TestCase("generation_config.json", "{\"temperature\": -1}", "temperature as -1")]
    [TestCase("generation_config.json", "{\"top_k\": 1e300}", "top_k as 1e300")]
    [TestCase("generation_config.json", "{\"top_p\": 1.5}", "top_p as 1.5")]
    [TestCase("generation_config.json", "{\"repetition_penalty\": 0}", "repetition_penalty as 0")]
    [TestCase("tokenizer_config.json", "{\"chat_template\": [{\"name\": 1}, 2]}", null)]
    [TestCase("tokenizer_config.json", "nothing", "not JSON")]
    [TestCase("model.onnx", "", "")]
    [TestCase("model.onnx", "this is no model", "model.onnx")]
    public async Task A_file_of_another_kind(string file, string content, string? says)
    {
        using var folder = Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, file), content);
        await AssertRefusedAsync(folder, says);
    }

    [Test]
    public async Task A_configuration_nested_without_end()
    {
        using var folder = Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "config.json"), string.Concat(Enumerable.Repeat("{\"text_config\":", 100_000)));
        await AssertRefusedAsync(folder, "not JSON");
    }

    [Test]
    public async Task A_configuration_of_a_terabyte()
    {
        using var folder = Folder();
        await using (var stream = File.Create(Path.Combine(folder.Path, "config.json")))
        {
            stream.SetLength(1L << 40);
        }

        await AssertRefusedAsync(folder, "bytes");
    }

    [TestCase("""{"id": 2147483647, "content": "x"}""", "2147483647 is no token id")]
    [TestCase("""{"id": -1, "content": "x"}""", "-1 is no token id")]
    [TestCase("""{"id": "1", "content": "x"}""", "a token id is expected")]
    [TestCase("""{"id": 1, "content": null}""", "a text is expected where null stands")]
    [TestCase("""{"id": 1}""", "tokenizer.json")]
    [TestCase("7", "tokenizer.json")]
    public async Task An_added_token_that_cannot_be(string token, string says)
    {
        using var folder = Folder();
        Edit(folder, "tokenizer.json", root => root["added_tokens"] = new JsonArray(JsonNode.Parse(token)));
        await AssertRefusedAsync(folder, says);
    }

    [TestCase("model", "vocab", """{"a": -5}""", "no token id")]
    [TestCase("model", "vocab", """{"a": 1e99}""", "a token id is expected")]
    [TestCase("model", "vocab", "[]", "tokenizer.json")]
    [TestCase("model", "merges", """[["a"]]""", "tokenizer.json")]
    [TestCase("model", "merges", """["a"]""", "tokenizer.json")]
    [TestCase("model", "merges", """[""]""", "tokenizer.json")]
    [TestCase("model", "merges", "[null]", "tokenizer.json")]
    [TestCase("model", "type", "\"WordPiece\"", "WordPiece")]
    [TestCase("model", "type", "\"Unigram\"", "tokenizer.json")]
    [TestCase("pre_tokenizer", "type", "\"Telepathy\"", "Telepathy")]
    [TestCase("pre_tokenizer", "type", "5", "tokenizer.json")]
    public async Task A_tokenizer_with_absurd_values(string part, string key, string value, string says)
    {
        using var folder = Folder();
        Edit(folder, "tokenizer.json", root => root[part]![key] = JsonNode.Parse(value));
        await AssertRefusedAsync(folder, says);
    }

    [TestCase("""{"type": "Metaspace", "replacement": ""}""")]
    [TestCase("""{"type": "Split", "pattern": {"Regex": "(unclosed"}, "behavior": "Isolated"}""")]
    [TestCase("""{"type": "Split", "pattern": {"Regex": "a"}, "behavior": "Somehow"}""")]
    [TestCase("""{"type": "Split", "pattern": 5}""")]
    [TestCase("""{"type": "Sequence", "pretokenizers": {}}""")]
    public async Task A_splitting_step_that_cannot_be_followed(string step)
    {
        using var folder = Folder();
        Edit(folder, "tokenizer.json", root => root["pre_tokenizer"] = JsonNode.Parse(step));
        await AssertRefusedAsync(folder, "okenizer");
    }

    [TestCase("""{"type": "Precompiled", "precompiled_charsmap": "////"}""")]
    [TestCase("""{"type": "Precompiled", "precompiled_charsmap": "not base64"}""")]
    [TestCase("""{"type": "Prepend"}""")]
    [TestCase("""{"type": "Replace", "pattern": {"Regex": "[z-a]"}, "content": ""}""")]
    public async Task A_normalising_step_that_cannot_be_followed(string step)
    {
        using var folder = Folder();
        Edit(folder, "tokenizer.json", root => root["normalizer"] = JsonNode.Parse(step));
        await AssertRefusedAsync(folder, "okenizer");
    }

    [Test]
    public async Task A_piece_as_long_as_a_book()
    {
        using var folder = Folder();
        Edit(folder, "tokenizer.json", root => root["model"] = JsonNode.Parse($$"""{"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["{{new string('a', 100_000)}}", -1]]}"""));
        await AssertRefusedAsync(folder, "100000 characters");
    }

    [TestCase("/dev/zero")]
    [TestCase("../../secret")]
    [TestCase("weights/../../secret")]
    [TestCase("")]
    public async Task Weights_outside_the_folder_are_not_read(string location)
    {
        using var folder = Folder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "model.onnx"), HostileGraphs.ExternalWeights(location));
        await AssertRefusedAsync(folder, "no file beside it");
    }

    [Test]
    public async Task Graphs_nested_without_end_do_not_exhaust_the_stack()
    {
        using var folder = Folder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "model.onnx"), HostileGraphs.Nested(20_000));
        await AssertRefusedAsync(folder, "deep");
    }

    [Test]
    public async Task A_model_cut_or_changed_anywhere_is_refused_or_answers()
    {
        using var folder = Folder();
        var path = Path.Combine(folder.Path, "model.onnx");
        var whole = await File.ReadAllBytesAsync(path);
        var random = new Random(3);
        for (var round = 0; round < 24; round++)
        {
            var bytes = round % 2 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
            for (var i = 0; round % 2 == 1 && i < 8; i++)
            {
                bytes[random.Next(2000)] = (byte)random.Next(256);
            }

            await File.WriteAllBytesAsync(path, bytes);
            await AssertRefusedAsync(folder, says: null);
        }
    }

    [Test]
    public async Task A_cache_larger_than_any_model_is_refused_before_memory_is_asked_for()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny with { IsMerged = true, HasFixedCacheShape = false });
        Edit(folder, "config.json", root =>
        {
            root["num_key_value_heads"] = 1_000_000;
            root["head_dim"] = 1_000_000;
        });
        await AssertRefusedAsync(folder, "no model is that large");
    }

    [Test]
    public void Logits_of_another_vocabulary_than_the_configuration_says_are_told_with_both()
    {
        using var logits = OrtValue.CreateTensorValueFromMemory(new float[2 * 300], [1, 2, 300]);
        using var step = new StepResult([logits], vocabulary: 200, new DecoderState([[1, 2]], [[1, 1]], []));
        Assert.That(() => step.Logits(0, 0).Length, Throws.InstanceOf<ModelRequestException>().With.Message.Contains("300").And.Message.Contains("200").And.Message.Contains("vocab_size"));
    }

    private static RandomModelFolder Folder() => new(RandomDecoderShape.Tiny with { ContextLength = 512, Vocabulary = 300 });

    private static void Edit(RandomModelFolder folder, string file, Action<JsonObject> edit)
    {
        var path = Path.Combine(folder.Path, file);
        var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(root);
        File.WriteAllText(path, root.ToJsonString());
    }

    /// <param name="folder">The model.</param>
    /// <param name="says">Part of the refusal; null where the model may as well be used.</param>
    private static async Task AssertRefusedAsync(RandomModelFolder folder, string? says)
    {
        await using var model = OnnxTestModels.Open(folder.Path);
        try
        {
            await model.CheckAsync(default);
            Assert.That(says, Is.Null, "the model was not refused");
        }
        catch (ModelStoppedException exception)
        {
            Assert.That(exception.Message, Does.Contain(says ?? "").And.Not.Contain("\n").And.Not.Contain("   at "));
        }
    }
}
