using Eval.Models.LlamaServer;
using NUnit.Framework;

namespace Eval.Tests.Models.LlamaServer;

public sealed class LlamaPropsTests
{
    // As llama-server b11669 tells it for a model without a template.
    private const string Fallback =
        "{%- for message in messages -%}\n  {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' -}}\n{%- endfor -%}\n"
        + "{%- if add_generation_prompt -%}\n  {{- '<|im_start|>assistant\n' -}}\n{%- endif -%}";

    [TestCase(null, false)]
    [TestCase("", false)]
    [TestCase(Fallback, false)]
    [TestCase(Fallback + "\n", false)]
    [TestCase("llama2", true)]
    [TestCase("{{ bos_token }}" + Fallback, true)]
    public void The_servers_own_fallback_is_no_template_of_the_model(string? template, bool has) =>
        Assert.That(new LlamaProps { ChatTemplate = template }.HasChatTemplate, Is.EqualTo(has));
}
