namespace Eval.Hosting.Datasets.Manifests;

/// <summary>Under which terms a data set may be used.</summary>
/// <param name="Spdx">SPDX identifier, e.g. <c>MIT</c>.</param>
/// <param name="Note">What else a user should know, one or two sentences.</param>
/// <param name="AllowsCommercialUse">False where the licence is for non-commercial use only.</param>
public sealed record DatasetLicence(string Spdx, string Note, bool AllowsCommercialUse)
{
    /// <summary>The licence in one line, non-commercial terms said in words.</summary>
    public string Summary => AllowsCommercialUse ? Spdx : $"{Spdx}: non-commercial use only";
}
