using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Eval.Tests")]
