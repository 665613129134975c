using System.CommandLine;
using System.Globalization;
using System.Text;
using Eval.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var parse = EvalRoot.Create(ConsoleSet.System()).Parse(args);
var code = await parse.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
});
return parse.Errors.Count > 0 && parse.Action is not System.CommandLine.Help.HelpAction ? ExitCode.WrongRequest : code;
