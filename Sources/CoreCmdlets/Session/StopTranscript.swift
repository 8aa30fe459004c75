/// Ends the record Start-Transcript began.
import Engine

struct StopTranscript: Cmdlet {
  static let command = Command("Stop", "Transcript", module: "Microsoft.PowerShell.Host", confirm: ConfirmImpact.none,
    outputs: ["System.String"],
    synopsis: "Ends the record of the session.",
    examples: [("Done", "Stop-Transcript")])

  mutating func begin(_ shell: Invocation) throws {
    guard try shell.shouldProcess("Stop-Transcript") else { return }
    func failure(_ reason: String) -> Error {
      shell.terminating(
        "InvalidOperation", .invalidOperation, "An error occurred stopping transcription: \(reason)", exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let stopped: String?
    do { stopped = try Transcripts.of(shell.context).stop() } catch let e as Posix.Failure { throw failure(e.message) }
    guard let target = stopped else { throw failure("The host is not currently transcribing.") }
    let o = PSObject(wrapping: .str("Transcript stopped, output file is \(target)"))
    o.set("Path", .str(target))
    try shell.write(.object(o))
  }
}
