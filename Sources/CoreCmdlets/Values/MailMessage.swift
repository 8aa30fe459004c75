/// A message as Internet mail writes it (RFC 5322, MIME).
import Engine
import Primitives

struct MailMessage {
  let from: String, subject: String
  var recipients: [(String, [String])] = []
  var body = "", isHtml = false, priority = "Normal"
  var attachments: [(name: String, bytes: [UInt8])] = []
  let id = NetGuid.newGuid().description
  init(from: String, subject: String) { self.from = from; self.subject = subject }

  /// Words beyond ASCII as encoded words; line breaks would begin another header.
  private static func header(_ s: String) -> String {
    let plain = s.replacing("\r", with: " ").replacing("\n", with: " ")
    return plain.utf8.allSatisfy { $0 < 128 } ? plain : "=?utf-8?B?" + ByteText.base64(Array(plain.utf8)) + "?="
  }
  private func part(_ type: String, _ bytes: [UInt8], _ more: String = "") -> String {
    "Content-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n\(more)\r\n" + ByteText.base64(bytes, lineBreaks: true) + "\r\n"
  }
  var text: String {
    var out = "MIME-Version: 1.0\r\nFrom: \(MailMessage.header(from))\r\n"
    for (name, all) in recipients { out += "\(name): " + all.map(MailMessage.header).joined(separator: ", ") + "\r\n" }
    if priority != "Normal" { out += "X-Priority: \(priority == "High" ? 1 : 5)\r\nPriority: \(priority == "High" ? "urgent" : "non-urgent")\r\nImportance: \(priority.lowercased())\r\n" }
    out += "Date: " + ((try? DateFormat.text(NetDateTime.utcNow, "ddd, dd MMM yyyy HH':'mm':'ss '+0000'", .invariant)) ?? "") + "\r\n"
    out += "Message-Id: <\(id)@csshell>\r\nSubject: \(MailMessage.header(subject))\r\n"
    let type = (isHtml ? "text/html" : "text/plain") + "; charset=utf-8"
    if attachments.isEmpty { return out + part(type, Array(body.utf8)) }
    out += "Content-Type: multipart/mixed; boundary=\"\(id)\"\r\n\r\n--\(id)\r\n" + part(type, Array(body.utf8))
    for a in attachments {
      let name = MailMessage.header(a.name)
      out += "--\(id)\r\n" + part("application/octet-stream; name=\"\(name)\"", a.bytes, "Content-Disposition: attachment; filename=\"\(name)\"\r\n")
    }
    return out + "--\(id)--\r\n"
  }
}
