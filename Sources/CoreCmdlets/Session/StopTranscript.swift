/// Ends the record Start-Transcript began.
import Engine

struct StopTranscript: Cmdlet {
  static let command = Command("Stop", "Transcript", module: "Microsoft.PowerShell.Host", confirm: ConfirmImpact.none,
    outputs: ["System.String"],
    synopsis: "Ends the record of the session.",
    examples: [("Done", "Stop-Transcript")])

  mutating func begin(_ shell: Invocation) throws {
    guard try shell.shouldProcess("Stop-Transcript") else { return }
    guard let target = Transcripts.of(shell.context).stop() else {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "An error occurred stopping transcription: The host is not currently transcribing.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let o = PSObject(wrapping: .str("Transcript stopped, output file is \(target)"))
    o.set("Path", .str(target))
    try shell.write(.object(o))
  }
}
