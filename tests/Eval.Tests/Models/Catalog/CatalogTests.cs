using Eval.Core.Models;
using Eval.Models.Catalog;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Models.Catalog;

[TestFixture]
public sealed class CatalogTests
{
    private const string Price = "{provider: openai, currency: USD, per_million: {input: 1, cached_input: 0.5, output: 2}, as_of: 2026-01-02, source: \"https://example.org/p\"}";

    [Test]
    public void The_built_in_catalogue_is_read_without_a_problem()
    {
        var catalog = CatalogReader.Read(Path.Combine(TestPaths.Repository, "datasets", "catalog", "models.yaml"));

        Assert.That(catalog.Models, Has.Count.GreaterThan(50));
        Assert.That(catalog.Models.SelectMany(model => model.Prices ?? []), Is.Not.Empty);
    }

    [TestCase("Qwen/Qwen-7B", "open", "conditional")]
    [TestCase("Qwen/Qwen-7B-Chat", "open", "conditional")]
    [TestCase("Qwen/Qwen-7B-Chat-Int8", "open", "conditional")]
    [TestCase("Qwen/Qwen-7B-Chat-Int4", "open", "conditional")]
    [TestCase("llama-2-7b", "open", "conditional")]
    [TestCase("llama-2-13b", "open", "conditional")]
    [TestCase("llama-2-70b", "open", "conditional")]
    [TestCase("databricks/dolly-v2-12b", "open", "yes")]
    [TestCase("FreeWilly2", "open", "no")]
    [TestCase("StableBeluga2", "open", "no")]
    [TestCase("baichuan-7b", "open", "conditional")]
    [TestCase("baichuan-13b", "open", "conditional")]
    [TestCase("THUDM/chatglm2-6b", "open", "conditional")]
    [TestCase("internlm-7b", "open", "conditional")]
    [TestCase("gpt-3.5-turbo", "closed", "conditional")]
    [TestCase("gpt-4", "closed", "conditional")]
    [TestCase("gpt-4o", "closed", "conditional")]
    [TestCase("palm-2", "closed", "conditional")]
    [TestCase("bard", "closed", "conditional")]
    [TestCase("gemini-2.5-pro", "closed", "conditional")]
    [TestCase("claude-1.3", "closed", "conditional")]
    [TestCase("claude-sonnet-4-5", "closed", "conditional")]
    public void Systems_the_project_is_measured_on_are_listed(string name, string access, string commercialUse)
    {
        var model = CatalogReader.Read(Path.Combine(TestPaths.Repository, "datasets", "catalog", "models.yaml")).Find(name);

        Assert.That(model, Is.Not.Null);
        Assert.That((model!.Access, model.Licence?.CommercialUse), Is.EqualTo((access, commercialUse)));
    }

    // deepseek-chat and deepseek-reasoner name an endpoint that serves one open checkpoint after another.
    [Test]
    public void Open_models_are_listed_with_licence_parameters_and_context() =>
        Assert.That(
            CatalogReader.Read(Path.Combine(TestPaths.Repository, "datasets", "catalog", "models.yaml")).Models
                .Where(model => model.Access == "open" && model.Note?.Contains("not of a checkpoint", StringComparison.Ordinal) != true && (model.Licence is null || model.Parameters is null || model.Context is null))
                .Select(model => model.Id),
            Is.Empty);

    [Test]
    public void A_price_is_found_for_the_endpoint_that_asks_it()
    {
        var catalog = Parse($"models:\n  - id: gpt-x\n    aliases: [GPT-X-2026]\n    prices:\n      - {Price}\n");

        Assert.That(catalog.PriceOf(Spec("openai:gpt-x-2026"), isReasoning: false), Has.Property("Output").EqualTo(2m).And.Property("AsOf").EqualTo("2026-01-02"));
        Assert.That(catalog.PriceOf(Spec("openrouter:gpt-x"), isReasoning: false), Is.Null);
        Assert.That(catalog.PriceOf(Spec("openai:other"), isReasoning: false), Is.Null);
    }

    [TestCase("as_of: 2026-01-02, ", "", "source (an address) and as_of")]
    [TestCase(", source: \"https://example.org/p\"", "", "source (an address) and as_of")]
    [TestCase("https://example.org/p", "heard it somewhere", "source must be an http")]
    [TestCase("2026-01-02", "January", "as_of must be a date")]
    [TestCase("output: 2", "output: free", "output must be a number")]
    [TestCase(", output: 2", "", "output is missing")]
    [TestCase("USD", "dollars", "ISO 4217")]
    [TestCase("provider: openai, ", "", "provider is missing")]
    [TestCase("as_of:", "as_off:", "'as_off' is not a key here")]
    public void A_price_without_source_and_date_is_refused(string part, string replacement, string expected)
    {
        var text = $"models:\n  - id: gpt-x\n    prices:\n      - {Price.Replace(part, replacement, StringComparison.Ordinal)}\n";

        Assert.That(() => Parse(text), Throws.InstanceOf<CatalogException>().With.Message.Contains(expected).And.Message.Contains("m.yaml:4:"));
    }

    [Test]
    public void All_problems_are_listed()
    {
        var problems = Assert.Throws<CatalogException>(() => Parse("models:\n  - id: a\n    access: ajar\n    colour: red\n  - id: a\n"))!.Problems;

        Assert.That(problems, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_users_entries_go_on_top()
    {
        var ours = Parse($"models:\n  - id: gpt-x\n    access: closed\n    context: 8000\n    prices:\n      - {Price}\n");
        var mine = Parse($"models:\n  - id: gpt-x\n    prices:\n      - {Price.Replace("output: 2", "output: 9", StringComparison.Ordinal)}\n  - id: house-model\n");

        var merged = ours.With(mine);

        Assert.That(merged.PriceOf(Spec("openai:gpt-x"), isReasoning: false)!.Output, Is.EqualTo(9m));
        Assert.That(merged.Find("gpt-x")!.Access, Is.EqualTo("closed"));
        Assert.That(merged.Find("house-model"), Is.Not.Null);
        Assert.That(merged.Models, Has.Count.EqualTo(2));
    }

    [Test]
    public void DashScopes_two_regions_have_two_prices()
    {
        var catalog = Parse($"models:\n  - id: q\n    prices:\n      - {Price.Replace("openai", "dashscope", StringComparison.Ordinal)}\n      - {Price.Replace("openai", "dashscope-intl", StringComparison.Ordinal).Replace("output: 2", "output: 3", StringComparison.Ordinal)}\n");

        Assert.That(catalog.PriceOf(Spec("dashscope:q"), isReasoning: false)!.Output, Is.EqualTo(2m));
        Assert.That(catalog.PriceOf(Spec("dashscope:q?region=intl"), isReasoning: false)!.Output, Is.EqualTo(3m));
    }

    private static ModelCatalog Parse(string text) => CatalogReader.Parse(text, "m.yaml");

    private static ModelSpec Spec(string text) => ModelSpecParser.Parse(text, out _)!;
}
