namespace Eval.Benchmarks.Ceval;

/// <summary>The 52 subjects of C-Eval and their groups.</summary>
public static class CevalSubjects
{
    private const string Stem = "STEM";
    private const string SocialScience = "Social Science";
    private const string Humanities = "Humanities";
    private const string Other = "Other";

    private static readonly string[] Hard =
    [
        "advanced_mathematics", "college_chemistry", "college_physics", "discrete_mathematics", "high_school_chemistry",
        "high_school_mathematics", "high_school_physics", "probability_and_statistics",
    ];

    /// <summary>All subjects in the order of C-Eval's own mapping.</summary>
    public static IReadOnlyList<CevalSubject> All { get; } =
    [
        new("computer_network", "计算机网络", Stem),
        new("operating_system", "操作系统", Stem),
        new("computer_architecture", "计算机组成", Stem),
        new("college_programming", "大学编程", Stem),
        new("college_physics", "大学物理", Stem),
        new("college_chemistry", "大学化学", Stem),
        new("advanced_mathematics", "高等数学", Stem),
        new("probability_and_statistics", "概率统计", Stem),
        new("discrete_mathematics", "离散数学", Stem),
        new("electrical_engineer", "注册电气工程师", Stem),
        new("metrology_engineer", "注册计量师", Stem),
        new("high_school_mathematics", "高中数学", Stem),
        new("high_school_physics", "高中物理", Stem),
        new("high_school_chemistry", "高中化学", Stem),
        new("high_school_biology", "高中生物", Stem),
        new("middle_school_mathematics", "初中数学", Stem),
        new("middle_school_biology", "初中生物", Stem),
        new("middle_school_physics", "初中物理", Stem),
        new("middle_school_chemistry", "初中化学", Stem),
        new("veterinary_medicine", "兽医学", Stem),
        new("college_economics", "大学经济学", SocialScience),
        new("business_administration", "工商管理", SocialScience),
        new("marxism", "马克思主义基本原理", SocialScience),
        new("mao_zedong_thought", "毛泽东思想和中国特色社会主义理论体系概论", SocialScience),
        new("education_science", "教育学", SocialScience),
        new("teacher_qualification", "教师资格", SocialScience),
        new("high_school_politics", "高中政治", SocialScience),
        new("high_school_geography", "高中地理", SocialScience),
        new("middle_school_politics", "初中政治", SocialScience),
        new("middle_school_geography", "初中地理", SocialScience),
        new("modern_chinese_history", "近代史纲要", Humanities),
        new("ideological_and_moral_cultivation", "思想道德修养与法律基础", Humanities),
        new("logic", "逻辑学", Humanities),
        new("law", "法学", Humanities),
        new("chinese_language_and_literature", "中国语言文学", Humanities),
        new("art_studies", "艺术学", Humanities),
        new("professional_tour_guide", "导游资格", Humanities),
        new("legal_professional", "法律职业资格", Humanities),
        new("high_school_chinese", "高中语文", Humanities),
        new("high_school_history", "高中历史", Humanities),
        new("middle_school_history", "初中历史", Humanities),
        new("civil_servant", "公务员", Other),
        new("sports_science", "体育学", Other),
        new("plant_protection", "植物保护", Other),
        new("basic_medicine", "基础医学", Other),
        new("clinical_medicine", "临床医学", Other),
        new("urban_and_rural_planner", "注册城乡规划师", Other),
        new("accountant", "注册会计师", Other),
        new("fire_engineer", "注册消防工程师", Other),
        new("environmental_impact_assessment_engineer", "环境影响评价工程师", Other),
        new("tax_accountant", "税务师", Other),
        new("physician", "医师资格", Other),
    ];

    /// <summary>Names of all subjects' files.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(All.Select(subject => subject.Name), StringComparer.Ordinal);

    /// <summary>The four groups, and Hard: eight subjects of STEM that need real calculation.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Stem] = OfGroup(Stem),
        [SocialScience] = OfGroup(SocialScience),
        [Humanities] = OfGroup(Humanities),
        [Other] = OfGroup(Other),
        ["Hard"] = Hard,
    };

    private static readonly Dictionary<string, string> ChineseNames = All.ToDictionary(subject => subject.Name, subject => subject.ChineseName, StringComparer.Ordinal);

    /// <summary>The subject's name in prompts.</summary>
    public static string ChineseName(string subject) => ChineseNames[subject];

    private static string[] OfGroup(string group) =>
        [.. All.Where(subject => subject.Group == group).Select(subject => subject.Name).Order(StringComparer.Ordinal)];
}
