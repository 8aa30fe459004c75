/// A message as Internet mail writes it (RFC 5322, MIME).
import Engine
import Glibc
import Primitives

public struct MailText {
  let from: String, subject: String
  public var recipients: [(String, [String])] = []
  public var body = "", isHtml = false, priority = "Normal"
  public var attachments: [(name: String, bytes: [UInt8])] = []
  let id = NetGuid.newGuid().description
  public init(from: String, subject: String) { self.from = from; self.subject = subject }

  /// Words beyond ASCII as encoded words; line breaks would begin another header.
  private static func header(_ s: String) -> String {
    let plain = s.replacing("\r", with: " ").replacing("\n", with: " ")
    return plain.utf8.allSatisfy { $0 < 128 } ? plain : "=?utf-8?B?" + ByteText.base64(Array(plain.utf8)) + "?="
  }
  private func part(_ type: String, _ bytes: [UInt8], _ more: String = "") -> String {
    "Content-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n\(more)\r\n" + ByteText.base64(bytes, lineBreaks: true) + "\r\n"
  }
  /// Puts the message into the outbox folder, where it can be looked at; the file's name.
  public func writeToOutbox() throws -> String {
    func get(_ n: String) -> String? { getenv(n).map { String(cString: $0) } }
    let folder = (get("XDG_DATA_HOME") ?? (get("HOME") ?? "") + "/.local/share") + "/csshell/outbox"
    try FileSystem.makeDirectories(folder)
    let file = folder + "/" + id + ".eml"
    try FileSystem.write(file, Array(text.utf8))
    return file
  }
  var text: String {
    var out = "MIME-Version: 1.0\r\nFrom: \(MailText.header(from))\r\n"
    for (name, all) in recipients { out += "\(name): " + all.map(MailText.header).joined(separator: ", ") + "\r\n" }
    if priority != "Normal" { out += "X-Priority: \(priority == "High" ? 1 : 5)\r\nPriority: \(priority == "High" ? "urgent" : "non-urgent")\r\nImportance: \(priority.lowercased())\r\n" }
    out += "Date: " + ((try? DateFormat.text(NetDateTime.utcNow, "ddd, dd MMM yyyy HH':'mm':'ss '+0000'", .invariant)) ?? "") + "\r\n"
    out += "Message-Id: <\(id)@csshell>\r\nSubject: \(MailText.header(subject))\r\n"
    let type = (isHtml ? "text/html" : "text/plain") + "; charset=utf-8"
    if attachments.isEmpty { return out + part(type, Array(body.utf8)) }
    out += "Content-Type: multipart/mixed; boundary=\"\(id)\"\r\n\r\n--\(id)\r\n" + part(type, Array(body.utf8))
    for a in attachments {
      let name = MailText.header(a.name)
      out += "--\(id)\r\n" + part("application/octet-stream; name=\"\(name)\"", a.bytes, "Content-Disposition: attachment; filename=\"\(name)\"\r\n")
    }
    return out + "--\(id)--\r\n"
  }
}
