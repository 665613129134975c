using Eval.Performance;

var programs = typeof(IPerformanceProgram).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPerformanceProgram)))
    .Select(type => (IPerformanceProgram)Activator.CreateInstance(type, nonPublic: true)!)
    .OrderBy(program => program.Name, StringComparer.Ordinal)
    .ToList();

var chosen = args.Length > 0 ? programs.Find(program => program.Name == args[0]) : null;
if (chosen is null)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Eval.Performance -- PROGRAM [arguments]");
    programs.ForEach(program => Console.Error.WriteLine($"  {program.Name,-14} {program.Description}"));
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await chosen.RunAsync(args[1..], stop.Token);
