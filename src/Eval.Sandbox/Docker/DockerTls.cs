namespace Eval.Sandbox.Docker;

/// <summary>How an engine behind <c>tcp://</c> is spoken to with TLS, as Docker's own command line does: a folder with ca.pem, cert.pem and key.pem.</summary>
/// <param name="Folder">Where the files lie.</param>
/// <param name="VerifiesServer">Whether the engine's certificate must come from ca.pem and name the engine's host.</param>
/// <param name="Fix">What to do where a file is missing.</param>
internal sealed record DockerTls(string Folder, bool VerifiesServer, string Fix);
