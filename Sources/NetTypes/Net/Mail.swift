/// `MailMessage`, `Attachment`, `SmtpClient`. Nothing leaves the computer: a message that is sent goes into the outbox folder, as with
/// Send-MailMessage.
import Engine
import Primitives

final class PSMail: Ref {
  var from: PSMailAddress?, sender: PSMailAddress?
  let lists = ["To", "CC", "Bcc", "ReplyToList"].map { _ in PSMailList() }
  var subject = "", body = "", isHtml = false, priority = 0, notification = 0
  let headers = PSNameValues(), parts = PSAttachments()
  var encodings: [String: Value] = [:]
  override var netType: NetType { TypeTable.named("System.Net.Mail.MailMessage") }
}
final class PSMailList: Ref {
  var all: [PSMailAddress] = []
  override var netType: NetType { TypeTable.named("System.Net.Mail.MailAddressCollection") }
  override func enumerated() -> PSArray? { PSArray(all.map { .other($0) }) }
  override func text() -> String { all.map { $0.text() }.joined(separator: ", ") }
  /// One address, or several between commas.
  func add(_ s: String) throws {
    if s.isEmpty { throw argumentError("The value cannot be an empty string.", param: "addresses") }
    for part in s.split(separator: ",") {
      guard let a = PSMailAddress.parse(NetString.trim(String(part)), display: nil) else { throw formatError("The specified string is not in the form required for an e-mail address.") }
      all.append(a)
    }
  }
}
final class PSAttachment: Ref {
  let name: String
  let bytes: [UInt8]
  init(_ n: String, _ b: [UInt8]) { name = n; bytes = b; super.init() }
  override var netType: NetType { TypeTable.named("System.Net.Mail.Attachment") }
}
final class PSAttachments: Ref {
  var all: [PSAttachment] = []
  override var netType: NetType { TypeTable.named("System.Net.Mail.AttachmentCollection") }
  override func enumerated() -> PSArray? { PSArray(all.map { .other($0) }) }
}
final class PSSmtpClient: Ref {
  var host: String, port: Int
  var settings: [String: Value] = [:]
  init(_ h: String, _ p: Int) { host = h; port = p; super.init() }
  override var netType: NetType { TypeTable.named("System.Net.Mail.SmtpClient") }
}

extension NetTypes {
  static func registerMail() {
    let m = "System.Net.Mail.", disposable = ["System.IDisposable"]
    registerExceptions(in: "\(m)SmtpException System.Exception Failure sending mail.\n\(m)SmtpFailedRecipientException \(m)SmtpException")
    func mail(_ v: Value) -> PSMail { v.refValue as? PSMail ?? PSMail() }
    func address(_ v: Value) throws -> PSMailAddress? {
      if v.isNull { return nil }
      if let a = v.refValue as? PSMailAddress { return a }
      guard let a = PSMailAddress.parse(Conversion.toString(v), display: nil) else { throw formatError("The specified string is not in the form required for an e-mail address.") }
      return a
    }
    TypeTable.register(m + "MailMessage") {
      NetType(m + "MailMessage", base: TypeTable.object, interfaces: disposable) { t in
        func make(_ a: [Value]) throws -> Value {
          let x = PSMail()
          if a.count > 0 { x.from = try address(a.at(0)) }
          if a.count > 1 { try x.lists[0].add((a.at(1).refValue as? PSMailAddress)?.address ?? a.string(1)) }
          if a.count > 2 { x.subject = a.string(2); x.body = a.string(3) }
          return .other(x)
        }
        for p in ["", "string from, string to", "string from, string to, string subject, string body", "mailaddress from, mailaddress to"] {
          t.constructor("\(m)MailMessage new(\(p))") { a, _ in try make(a) }
        }
        t.property("mailaddress From {get;set;}", set: { v, x, _ in mail(v).from = try address(x) }) { v, _ in mail(v).from.map { .other($0) } ?? .null }
        t.property("mailaddress Sender {get;set;}", set: { v, x, _ in mail(v).sender = try address(x) }) { v, _ in mail(v).sender.map { .other($0) } ?? .null }
        t.property("mailaddress ReplyTo {get;set;}", set: { v, x, _ in mail(v).lists[3].all = try address(x).map { [$0] } ?? [] }) { v, _ in mail(v).lists[3].all.first.map { .other($0) } ?? .null }
        for (k, n) in ["To", "CC", "Bcc", "ReplyToList"].enumerated() { t.property("\(m)MailAddressCollection \(n) {get;}") { v, _ in .other(mail(v).lists[k]) } }
        t.property("\(m)MailPriority Priority {get;set;}", set: { v, x, _ in mail(v).priority = x.asInt }) { v, _ in .member(m + "MailPriority", mail(v).priority) }
        t.property("\(m)DeliveryNotificationOptions DeliveryNotificationOptions {get;set;}", set: { v, x, _ in mail(v).notification = x.asInt }) { v, _ in
          .member(m + "DeliveryNotificationOptions", mail(v).notification)
        }
        t.property("string Subject {get;set;}", set: { v, x, _ in
          let s = Conversion.toString(x)
          if s.utf8.contains(10) || s.utf8.contains(13) { throw argumentError("The specified string is not in the form required for a subject.") }
          mail(v).subject = s
        }) { v, _ in .str(mail(v).subject) }
        for n in ["SubjectEncoding", "HeadersEncoding", "BodyEncoding"] {
          t.property("System.Text.Encoding \(n) {get;set;}", set: { v, x, _ in mail(v).encodings[n] = x }) { v, _ in mail(v).encodings[n] ?? .null }
        }
        t.property("System.Collections.Specialized.NameValueCollection Headers {get;}") { v, _ in .other(mail(v).headers) }
        t.property("string Body {get;set;}", set: { v, x, _ in mail(v).body = Conversion.toString(x) }) { v, _ in .str(mail(v).body) }
        t.property("bool IsBodyHtml {get;set;}", set: { v, x, _ in mail(v).isHtml = x.asInt != 0 }) { v, _ in .bool(mail(v).isHtml) }
        t.property("\(m)AttachmentCollection Attachments {get;}") { v, _ in .other(mail(v).parts) }
        t.orderProperties(
          "From", "Sender", "ReplyTo", "ReplyToList", "To", "Bcc", "CC", "Priority", "DeliveryNotificationOptions", "Subject", "SubjectEncoding", "Headers",
          "HeadersEncoding", "Body", "BodyEncoding", "IsBodyHtml", "Attachments")
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    TypeTable.register(m + "MailAddressCollection") {
      NetType(m + "MailAddressCollection", base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
        func list(_ v: Value) -> PSMailList { v.refValue as? PSMailList ?? PSMailList() }
        t.constructor("\(m)MailAddressCollection new()") { _, _ in .other(PSMailList()) }
        t.property("int Count {get;}") { v, _ in .count(list(v).all.count) }
        t.method("void Add(string addresses)") { v, a, _ in try list(v).add(a.string(0)); return .void }
        t.method("void Add(mailaddress item)") { v, a, _ in
          if let x = a.at(0).refValue as? PSMailAddress { list(v).all.append(x) }
          return .void
        }
        t.method("void Clear()") { v, _, _ in list(v).all = []; return .void }
        t.method("string ToString()") { v, _, _ in .str(list(v).text()) }
      }
    }
    TypeTable.register(m + "Attachment") {
      NetType(m + "Attachment", base: TypeTable.object, interfaces: disposable) { t in
        for p in ["", ", string mediaType"] {
          t.constructor("\(m)Attachment new(string fileName\(p))") { a, _ in
            let path = try FileSystem.check(a.text(0), "fileName")
            return .other(PSAttachment(Paths.fileName(path), try FileSystem.read(path)))
          }
        }
        t.constructor("\(m)Attachment new(System.IO.Stream contentStream, string name)") { a, _ in
          .other(PSAttachment(a.string(1), try (a.at(0).refValue as? PSStream)?.readToEnd() ?? []))
        }
        t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSAttachment)?.name ?? "") }
        t.property("System.IO.Stream ContentStream {get;}") { v, _ in .other(PSStream((v.refValue as? PSAttachment)?.bytes ?? [], writable: false)) }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    TypeTable.register(m + "AttachmentCollection") {
      NetType(m + "AttachmentCollection", base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
        func list(_ v: Value) -> PSAttachments { v.refValue as? PSAttachments ?? PSAttachments() }
        t.property("int Count {get;}") { v, _ in .count(list(v).all.count) }
        t.method("void Add(\(m)Attachment item)") { v, a, _ in
          guard let x = a.at(0).refValue as? PSAttachment else { throw nullArgument("item") }
          list(v).all.append(x)
          return .void
        }
        t.method("void Clear()") { v, _, _ in list(v).all = []; return .void }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    TypeTable.register(m + "SmtpClient") {
      NetType(m + "SmtpClient", base: TypeTable.object, interfaces: disposable) { t in
        func of(_ v: Value) -> PSSmtpClient { v.refValue as? PSSmtpClient ?? PSSmtpClient("", 25) }
        t.constructor("\(m)SmtpClient new()") { _, _ in .other(PSSmtpClient("", 25)) }
        t.constructor("\(m)SmtpClient new(string host)") { a, _ in .other(PSSmtpClient(a.string(0), 25)) }
        t.constructor("\(m)SmtpClient new(string host, int port)") { a, _ in .other(PSSmtpClient(a.string(0), a.int(1))) }
        t.property("string Host {get;set;}", set: { v, x, _ in of(v).host = Conversion.toString(x) }) { v, _ in of(v).host.isEmpty ? .null : .str(of(v).host) }
        t.property("int Port {get;set;}", set: { v, x, _ in
          if x.asInt <= 0 { throw outOfRange("value", "value ('\(x.asInt)') must be a non-negative and non-zero value.", actual: x) }
          of(v).port = x.asInt
        }) { v, _ in .count(of(v).port) }
        for (type, n, first) in [
          ("bool", "UseDefaultCredentials", Value.no), ("System.Net.ICredentialsByHost", "Credentials", .null), ("int", "Timeout", .int(100_000)),
          ("\(m)SmtpDeliveryMethod", "DeliveryMethod", .member(m + "SmtpDeliveryMethod", 0)), ("string", "PickupDirectoryLocation", .null),
          ("bool", "EnableSsl", .no), ("string", "TargetName", .null)
        ] {
          t.property("\(type) \(n) {get;set;}", set: { v, x, _ in of(v).settings[n] = x }) { v, _ in of(v).settings[n] ?? first }
        }
        func send(_ v: Value, _ x: PSMail, _ c: ExecutionContext) throws -> Value {
          if of(v).host.isEmpty, (of(v).settings["DeliveryMethod"] ?? .null).asInt == 0 { throw invalidOperation("The SMTP host was not specified.") }
          guard let from = x.from else { throw invalidOperation("A from address must be specified.") }
          if x.lists[0...2].allSatisfy({ $0.all.isEmpty }) { throw invalidOperation("A recipient must be specified.") }
          var text = MailText(from: from.text(), subject: x.subject)
          for (n, l) in zip(["To", "Cc", "Bcc", "Reply-To"], x.lists) where !l.all.isEmpty { text.recipients.append((n, l.all.map { $0.text() })) }
          text.body = x.body
          text.isHtml = x.isHtml
          text.priority = ["Normal", "Low", "High"][max(0, min(2, x.priority))]
          text.attachments = x.parts.all.map { ($0.name, $0.bytes) }
          _ = try text.writeToOutbox()
          return .void
        }
        func message(_ a: [Value]) throws -> PSMail {
          let x = PSMail()
          x.from = try address(a.at(0))
          try x.lists[0].add(a.string(1))
          x.subject = a.string(2)
          x.body = a.string(3)
          return x
        }
        t.method("void Send(\(m)MailMessage message)") { v, a, c in
          guard let x = a.at(0).refValue as? PSMail else { throw nullArgument("message") }
          return try send(v, x, c)
        }
        t.method("void Send(string from, string recipients, string subject, string body)") { v, a, c in try send(v, try message(a), c) }
        t.method("System.Threading.Tasks.Task SendMailAsync(\(m)MailMessage message)") { v, a, c in
          do {
            _ = try send(v, mail(a.at(0)), c)
            return .other(PSTask(result: .void))
          } catch let e as TerminatingError { return .other(PSTask(failure: e.record.exception)) }
        }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
  }
}
