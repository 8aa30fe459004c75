/// Writes to the information stream.
import Engine

struct WriteInformation: Cmdlet {
  static let command = Command("Write", "Information",
    synopsis: "Sends a message, with tags if wanted, to the information stream.",
    examples: [("With a tag", "Write-Information 'done' -Tags Progress")])
  @Parameter("MessageData", at: 0, from: .pipeline, aliases: ["Msg", "Message"], attributes: [.allowNull]) var messageData: Value
  @Parameter("Tags", at: 1) var tags: [String]

  private var isGiven = false

  mutating func begin(_ shell: Invocation) throws {
    isGiven = $messageData.isBound
    for tag in tags where CaseInsensitive.hasPrefix(tag, "PS") {
      throw shell.terminating(
        "PSPrefixReservedInInformationTag", .invalidArgument, "Cannot use tag '\(tag)'. The 'PS' prefix is reserved.",
        exception: "System.InvalidOperationException", target: .str(tag))
    }
  }
  mutating func process(_ shell: Invocation) throws {
    // what comes down the pipeline is an object, which tells its elements
    let isObject = shell.expectsInput && !isGiven && messageData.elementsIfSequence != nil
    try shell.information(isObject ? .object(PSObject(wrapping: messageData)) : messageData, tags: tags)
  }
}
