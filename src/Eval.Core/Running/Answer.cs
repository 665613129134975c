using System.Runtime.InteropServices;
using Eval.Core.Models;

namespace Eval.Core.Running;

/// <summary>What a model said for a job, cut and taken apart, ready to be scored.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Answer(Job Job, string PromptSha256, Completion Completion);
