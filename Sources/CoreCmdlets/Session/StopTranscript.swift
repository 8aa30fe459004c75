/// Ends the record Start-Transcript began.
import Engine

struct StopTranscript: Cmdlet {
  static let command = Command("Stop", "Transcript", module: "Microsoft.PowerShell.Host", confirm: ConfirmImpact.none,
    outputs: ["System.String"],
    synopsis: "Ends the record of the session.",
    examples: [("Done", "Stop-Transcript")])

  mutating func begin(_ shell: Invocation) throws {
    guard try shell.shouldProcess("") else { return }
    func failure(_ reason: String) -> Error {
      let type = "System.Management.Automation.PSInvalidOperationException"
      let e = PSException(type, "An error occurred stopping transcription: \(reason)", inner: PSException(type, reason))
      return shell.terminating(ErrorRecord(e, id: "InvalidOperation", .invalidOperation))
    }
    let stopped: String?
    do { stopped = try Transcripts.of(shell.context).stop() } catch let e as Posix.Failure { throw failure(e.message) }
    guard let target = stopped else { throw failure("The host is not currently transcribing.") }
    let o = PSObject(wrapping: .str("Transcript stopped, output file is \(target)"))
    o.set("Path", .str(target))
    try shell.write(.object(o))
  }
}
