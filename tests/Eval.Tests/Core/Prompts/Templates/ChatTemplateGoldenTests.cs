using Eval.Core.Prompts;
using Eval.Core.Prompts.Templates;
using NUnit.Framework;

namespace Eval.Tests.Core.Prompts.Templates;

public sealed class ChatTemplateGoldenTests
{
    private static readonly ChatMessage System = new(ChatRole.System, "Be brief.");
    private static readonly ChatMessage First = new(ChatRole.User, "1 + 1?");
    private static readonly ChatMessage Reply = new(ChatRole.Assistant, "2");
    private static readonly ChatMessage Second = new(ChatRole.User, "Plus {content}?");

    [TestCase("chatml", "<|im_start|>user\n1 + 1?<|im_end|>\n<|im_start|>assistant\n")]
    [TestCase("qwen", "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n1 + 1?<|im_end|>\n<|im_start|>assistant\n")]
    [TestCase("qwen2.5", "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n<|im_start|>user\n1 + 1?<|im_end|>\n<|im_start|>assistant\n")]
    [TestCase("llama-2", "[INST] 1 + 1? [/INST]")]
    [TestCase("llama-3", "<|start_header_id|>user<|end_header_id|>\n\n1 + 1?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [TestCase("dolly", "Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\n1 + 1?\n\n### Response:\n")]
    [TestCase("freewilly", "### System:\nYou are Stable Beluga, an AI that follows instructions extremely well. Help as much as you can. Remember, be safe, and don't do anything illegal.\n\n### User:\n1 + 1?\n\n### Assistant:\n")]
    [TestCase("baichuan", "<reserved_106>1 + 1?<reserved_107>")]
    [TestCase("baichuan-v1", "<reserved_102>1 + 1?<reserved_103>")]
    [TestCase("gemma", "<start_of_turn>user\n1 + 1?<end_of_turn>\n<start_of_turn>model\n")]
    [TestCase("mistral", "[INST] 1 + 1? [/INST]")]
    public void One_question(string template, string expected) =>
        Assert.That(ChatTemplates.Find(template).Render([First], assistantPrefix: null), Is.EqualTo(expected));

    [TestCase("chatml", "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n1 + 1?<|im_end|>\n<|im_start|>assistant\n2<|im_end|>\n<|im_start|>user\nPlus {content}?<|im_end|>\n<|im_start|>assistant\nIt is ")]
    [TestCase("qwen", "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n1 + 1?<|im_end|>\n<|im_start|>assistant\n2<|im_end|>\n<|im_start|>user\nPlus {content}?<|im_end|>\n<|im_start|>assistant\nIt is ")]
    [TestCase("llama-2", "[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\n1 + 1? [/INST] 2 </s><s>[INST] Plus {content}? [/INST] It is ")]
    [TestCase("llama-3", "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n1 + 1?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n2<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nPlus {content}?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nIt is ")]
    [TestCase("dolly", "Be brief.\n\n### Instruction:\n1 + 1?\n\n### Response:\n2\n\n### End\n\n### Instruction:\nPlus {content}?\n\n### Response:\nIt is ")]
    [TestCase("stable-beluga", "### System:\nBe brief.\n\n### User:\n1 + 1?\n\n### Assistant:\n2\n\n### User:\nPlus {content}?\n\n### Assistant:\nIt is ")]
    [TestCase("baichuan", "Be brief.<reserved_106>1 + 1?<reserved_107>2<reserved_106>Plus {content}?<reserved_107>It is ")]
    [TestCase("gemma", "<start_of_turn>user\nBe brief.\n\n1 + 1?<end_of_turn>\n<start_of_turn>model\n2<end_of_turn>\n<start_of_turn>user\nPlus {content}?<end_of_turn>\n<start_of_turn>model\nIt is ")]
    [TestCase("mistral", "[INST] Be brief.\n\n1 + 1? [/INST] 2</s>[INST] Plus {content}? [/INST] It is ")]
    public void A_system_turn_several_turns_and_a_prefill(string template, string expected) =>
        Assert.That(ChatTemplates.Find(template).Render([System, First, Reply, Second], "It is "), Is.EqualTo(expected));

    [Test]
    public void Only_templates_whose_makers_do_so_strip_a_turn()
    {
        ChatMessage spaced = new(ChatRole.User, " a\n");
        Assert.That(ChatTemplates.Find("llama-3").Render([spaced], null), Does.Contain("\n\na<|eot_id|>"));
        Assert.That(ChatTemplates.Find("qwen").Render([spaced], null), Does.Contain("user\n a\n<|im_end|>"));
    }

    [Test]
    public void A_system_turn_in_the_middle_is_refused() =>
        Assert.That(() => ChatTemplates.Find("qwen").Render([First, System], null), Throws.ArgumentException);
}
