/// Whether a source mentions `$PSCmdlet` anywhere: helpers without parameters of their own read that of the advanced function that called
/// them (`function fail { $PSCmdlet.ThrowTerminatingError(…) }`), so there every advanced function has one, whether it names it or not.
import Syntax

enum CmdletMentions {
  /// The answer for the source that was asked about last: its functions come one after another.
  nonisolated(unsafe) private static weak var last: SourceText?
  nonisolated(unsafe) private static var answer = false

  static func stand(in source: SourceText) -> Bool {
    if let last, last === source { return answer }
    last = source
    answer = mentions(source.text.utf8)
    return answer
  }
  private static func mentions(_ text: String.UTF8View) -> Bool {
    let word = Array("$pscmdlet".utf8)
    let found = text.withContiguousStorageIfAvailable { bytes -> Bool in
      var i = 0
      while i + word.count <= bytes.count {
        if bytes[i] == word[0] {
          var k = 1
          while k < word.count, bytes[i + k] | 0x20 == word[k] { k += 1 }
          if k == word.count { return true }
        }
        i += 1
      }
      return false
    }
    return found ?? true
  }
}
