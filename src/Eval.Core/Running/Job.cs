using System.Runtime.InteropServices;
using Eval.Core.Datasets;

namespace Eval.Core.Running;

/// <summary>One answer to get: a sample's place in its task and the repeat.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Job(TaskRun Task, int Place, int Repeat)
{
    public Sample Sample => Task.Plan.Samples[Place];
}
