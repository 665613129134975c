namespace Eval.Benchmarks.Mmlu;

/// <summary>The 57 subjects of MMLU and their groups. Two mappings exist, which differ in anatomy alone.</summary>
public static class MmluSubjects
{
    private static readonly string[] Stem =
    [
        "abstract_algebra", "astronomy", "college_biology", "college_chemistry", "college_computer_science", "college_mathematics",
        "college_physics", "computer_security", "conceptual_physics", "electrical_engineering", "elementary_mathematics",
        "high_school_biology", "high_school_chemistry", "high_school_computer_science", "high_school_mathematics",
        "high_school_physics", "high_school_statistics", "machine_learning",
    ];

    private static readonly string[] Humanities =
    [
        "formal_logic", "high_school_european_history", "high_school_us_history", "high_school_world_history", "international_law",
        "jurisprudence", "logical_fallacies", "moral_disputes", "moral_scenarios", "philosophy", "prehistory", "professional_law",
        "world_religions",
    ];

    private static readonly string[] SocialSciences =
    [
        "econometrics", "high_school_geography", "high_school_government_and_politics", "high_school_macroeconomics",
        "high_school_microeconomics", "high_school_psychology", "human_sexuality", "professional_psychology", "public_relations",
        "security_studies", "sociology", "us_foreign_policy",
    ];

    private static readonly string[] Other =
    [
        "business_ethics", "clinical_knowledge", "college_medicine", "global_facts", "human_aging", "management", "marketing",
        "medical_genetics", "miscellaneous", "nutrition", "professional_accounting", "professional_medicine", "virology",
    ];

    private const string Anatomy = "anatomy";

    /// <summary>Groups with anatomy in STEM (19/13/12/13): lm-eval, OpenCompass, Qwen.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> AnatomyInStem { get; } = Group([Anatomy, .. Stem], Other);

    /// <summary>Groups with anatomy in Other (18/13/12/14): hendrycks/test categories.py, simple-evals.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> AnatomyInOther { get; } = Group(Stem, [Anatomy, .. Other]);

    /// <summary>All subjects by the names of their files.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(AnatomyInStem.Values.SelectMany(subjects => subjects), StringComparer.Ordinal);

    /// <summary>The subject as prompts write it: spaces for underscores.</summary>
    public static string Words(string subject) => subject.Replace('_', ' ');

    private static Dictionary<string, IReadOnlyList<string>> Group(IEnumerable<string> stem, IEnumerable<string> other) => new()
    {
        ["STEM"] = Sort(stem),
        ["Humanities"] = Sort(Humanities),
        ["Social Sciences"] = Sort(SocialSciences),
        ["Other"] = Sort(other),
    };

    private static string[] Sort(IEnumerable<string> subjects) => [.. subjects.Order(StringComparer.Ordinal)];
}
