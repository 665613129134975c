using System.Globalization;
using System.Text;
using Eval.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

return await EvalRoot.InvokeAsync(args, ConsoleSet.System(), help: null, CancellationToken.None);
