using Eval.Core.Prompts.Templates;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Prompts.Templates;

public sealed class ChatTemplatesTests
{
    private const string ChatMl = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{{ '<|im_start|>assistant\\n' }}";

    [TestCase("chatml", ChatMl)]
    [TestCase("qwen", "{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}" + ChatMl)]
    [TestCase("qwen2.5", "{{- '<|im_start|>system\\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\\n' }}" + ChatMl)]
    [TestCase("llama-2", "{{ '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' }}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}")]
    [TestCase("llama-3", "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] | trim + '<|eot_id|>' }}")]
    [TestCase("gemma", "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}")]
    [TestCase("mistral", "{{ ' [INST] ' + message['content'] + ' [/INST]' }}{{ ' ' + message['content'] + eos_token}}")]
    [TestCase("baichuan", "{{'<reserved_106>' + message['content']}}{{'<reserved_107>' + message['content']}}")]
    [TestCase("dolly", "{{ '### Instruction:\n' + message['content'] }}{{ '### Response:\n' }}")]
    [TestCase("stable-beluga", "{{ '### User:\n' + message['content'] }}{{ '### Assistant:\n' }}")]
    public void A_models_own_template_is_recognised(string name, string jinja) =>
        Assert.That(ChatTemplates.Recognize(jinja)?.Name, Is.EqualTo(name));

    [TestCase("")]
    [TestCase("{{ '<|user|>\n' + message['content'] + '<|end|>\n' }}")]
    [TestCase("{{ '<|im_start|>user<|im_sep|>' + message['content'] + '<|im_end|>' }}")]
    [TestCase("{{ '[SYSTEM_PROMPT]' }}{{ '[INST]' + message['content'] + '[/INST]' }}")]
    [TestCase("{{ 'Cutting Knowledge Date: December 2023' }}{{ '<|start_header_id|>x<|end_header_id|><|eot_id|>' }}")]
    [TestCase("{{ '<|im_start|>assistant\\n<think>\\n' }}{{ '<|im_end|>' }}")]
    public void Anything_else_is_not_guessed(string jinja) => Assert.That(ChatTemplates.Recognize(jinja), Is.Null);

    [Test]
    public void The_message_for_an_unknown_template_names_the_key_and_the_choices() =>
        Assert.That(ChatTemplates.UnrecognizedMessage("phi-4.gguf"), Does.Contain("phi-4.gguf").And.Contain("?template=").And.Contain("llama-3"));

    [Test]
    public void An_unknown_name_lists_the_known_ones() =>
        Assert.That(() => ChatTemplates.Find("vicuna"), Throws.ArgumentException.With.Message.Contains("stable-beluga"));

    [Test]
    public void Every_template_has_its_own_hash_a_source_and_stops()
    {
        Assert.That(ChatTemplates.All.Select(template => template.Sha256), Is.Unique);
        Assert.That(ChatTemplates.All, Has.All.Matches<ChatTemplate>(t => t is not null && t.Sha256.Length == 64 && t.Stop.Count > 0 && t.Source.StartsWith("https://", StringComparison.Ordinal)));
    }

    [Test]
    public void A_file_of_the_same_form_is_a_template_too()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mine.json", """{"name":"mine","title":"Mine","source":"https://example.org","user":"U: {content}\n","assistant":"A: {content}\n","generation":"A:","stop":["U:"],"markers":["U:"],"excludes":[]}""");
        Assert.That(ChatTemplates.Find(path).Render([new(Eval.Core.Prompts.ChatRole.User, "hi")], null), Is.EqualTo("U: hi\nA:"));
    }

    [TestCase("{")]
    [TestCase("""{"name":"mine"}""")]
    [TestCase("""{"name":"m","title":"M","source":"s","user":"U","assistant":"A: {content}","generation":"A:","stop":[],"markers":[],"excludes":[]}""")]
    [TestCase("""{"name":"m","title":"M","source":"s","user":"{content}","assistant":"{content}","generation":"","stop":[],"markers":[],"excludes":[],"typo":1}""")]
    public void A_broken_file_is_refused_with_its_name(string content)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("broken.json", content);
        Assert.That(() => ChatTemplates.Find(path), Throws.ArgumentException.With.Message.Contains(path));
    }
}
