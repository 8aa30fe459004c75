/// What distinguishes one exception type from another: its base, its message when none is given, its `HResult`.
import Engine

extension NetTypes {
  /// `HResult` of the usual types; derived types without one of their own have their base's.
  static func resultCode(_ t: NetType) -> Int32 {
    for u in t.chain { if let c = resultCodes[u.fullName] { return Int32(bitPattern: c) } }
    return Int32(bitPattern: 0x8013_1500)
  }
  private static let resultCodes: [String: UInt32] = [
    "System.Exception": 0x8013_1500, "System.SystemException": 0x8013_1501, "System.ArgumentException": 0x8007_0057, "System.ArgumentNullException": 0x8000_4003,
    "System.ArgumentOutOfRangeException": 0x8013_1502, "System.ArithmeticException": 0x8007_0216, "System.DivideByZeroException": 0x8002_0012, "System.OverflowException": 0x8013_1516,
    "System.FormatException": 0x8013_1537, "System.IndexOutOfRangeException": 0x8013_1508, "System.InvalidCastException": 0x8000_4002, "System.InvalidOperationException": 0x8013_1509,
    "System.NotImplementedException": 0x8000_4001, "System.NotSupportedException": 0x8013_1515, "System.NullReferenceException": 0x8000_4003, "System.OutOfMemoryException": 0x8007_000E,
    "System.TimeoutException": 0x8013_1505, "System.UnauthorizedAccessException": 0x8007_0005, "System.IO.IOException": 0x8013_1620, "System.IO.FileNotFoundException": 0x8007_0002,
    "System.IO.DirectoryNotFoundException": 0x8007_0003, "System.IO.PathTooLongException": 0x8007_00CE, "System.ApplicationException": 0x8013_1600,
    "System.Collections.Generic.KeyNotFoundException": 0x8013_1577,
    "System.Management.Automation.RuntimeException": 0x8013_1501, "System.ObjectDisposedException": 0x8013_1622, "System.OperationCanceledException": 0x8013_153B, "System.RankException": 0x8013_1517,
    "System.ArrayTypeMismatchException": 0x8013_1503, "System.TypeLoadException": 0x8013_1522, "System.Security.SecurityException": 0x8013_150A,
  ]
}

/// Type, base, message when constructed without one.
let exceptionTable = """
System.SystemException System.Exception System error.
System.ApplicationException System.Exception Error in the application.
System.AggregateException System.Exception One or more errors occurred.
System.ArgumentException System.SystemException Value does not fall within the expected range.
System.ArgumentNullException System.ArgumentException Value cannot be null.
System.ArgumentOutOfRangeException System.ArgumentException Specified argument was out of the range of valid values.
System.ArithmeticException System.SystemException Overflow or underflow in the arithmetic operation.
System.DivideByZeroException System.ArithmeticException Attempted to divide by zero.
System.OverflowException System.ArithmeticException Arithmetic operation resulted in an overflow.
System.NotFiniteNumberException System.ArithmeticException Number encountered was not a finite quantity.
System.ArrayTypeMismatchException System.SystemException Attempted to access an element as a type incompatible with the array.
System.FormatException System.SystemException One of the identified items was in an invalid format.
System.UriFormatException System.FormatException Invalid URI: The format of the URI could not be determined.
System.IndexOutOfRangeException System.SystemException Index was outside the bounds of the array.
System.InvalidCastException System.SystemException Specified cast is not valid.
System.InvalidOperationException System.SystemException Operation is not valid due to the current state of the object.
System.ObjectDisposedException System.InvalidOperationException Cannot access a disposed object.
System.InvalidProgramException System.SystemException Common Language Runtime detected an invalid program.
System.InvalidTimeZoneException System.Exception
System.TimeZoneNotFoundException System.Exception
System.MemberAccessException System.SystemException Cannot access member.
System.MissingMemberException System.MemberAccessException Attempted to access a missing member.
System.MissingMethodException System.MissingMemberException Attempted to access a missing method.
System.MissingFieldException System.MissingMemberException Attempted to access a non-existing field.
System.MethodAccessException System.MemberAccessException Attempt to access the method failed.
System.FieldAccessException System.MemberAccessException Attempted to access a field that is not accessible by the caller.
System.NotImplementedException System.SystemException The method or operation is not implemented.
System.NotSupportedException System.SystemException Specified method is not supported.
System.PlatformNotSupportedException System.NotSupportedException Operation is not supported on this platform.
System.NullReferenceException System.SystemException Object reference not set to an instance of an object.
System.OperationCanceledException System.SystemException The operation was canceled.
System.OutOfMemoryException System.SystemException Insufficient memory to continue the execution of the program.
System.InsufficientMemoryException System.OutOfMemoryException Insufficient memory to continue the execution of the program.
System.RankException System.SystemException Attempted to operate on an array with the incorrect number of dimensions.
System.StackOverflowException System.SystemException Operation caused a stack overflow.
System.InsufficientExecutionStackException System.SystemException Insufficient stack to continue executing the program safely.
System.TimeoutException System.SystemException The operation has timed out.
System.TypeLoadException System.SystemException Failure has occurred while loading a type.
System.DllNotFoundException System.TypeLoadException Dll was not found.
System.EntryPointNotFoundException System.TypeLoadException Entry point was not found.
System.TypeInitializationException System.SystemException Type constructor threw an exception.
System.UnauthorizedAccessException System.SystemException Attempted to perform an unauthorized operation.
System.BadImageFormatException System.SystemException Format of the executable (.exe) or library (.dll) is invalid.
System.DuplicateWaitObjectException System.ArgumentException Duplicate objects in argument.
System.Collections.Generic.KeyNotFoundException System.SystemException The given key was not present in the dictionary.
System.ComponentModel.Win32Exception System.Runtime.InteropServices.ExternalException Success
System.ComponentModel.InvalidEnumArgumentException System.ArgumentException
System.Data.DataException System.SystemException Data Exception.
System.Globalization.CultureNotFoundException System.ArgumentException Culture is not supported.
System.IO.IOException System.SystemException I/O error occurred.
System.IO.FileNotFoundException System.IO.IOException Unable to find the specified file.
System.IO.DirectoryNotFoundException System.IO.IOException Attempted to access a path that is not on the disk.
System.IO.DriveNotFoundException System.IO.IOException Attempted to access a drive that is not available.
System.IO.EndOfStreamException System.IO.IOException Attempted to read past the end of the stream.
System.IO.FileLoadException System.IO.IOException Could not load the specified file.
System.IO.PathTooLongException System.IO.IOException The specified file name or path is too long, or a component of the specified path is too long.
System.IO.InvalidDataException System.SystemException Found invalid data while decoding.
System.Net.WebException System.InvalidOperationException
System.Net.Http.HttpRequestException System.Exception
System.Net.Http.HttpIOException System.IO.IOException
Interop+OpenSsl+SslException System.Exception
Interop+Crypto+OpenSslCryptographicException System.Security.Cryptography.CryptographicException
System.Net.Sockets.SocketException System.ComponentModel.Win32Exception
System.Net.NetworkInformation.PingException System.InvalidOperationException
System.Net.Mail.SmtpException System.Exception
System.Reflection.TargetInvocationException System.ApplicationException Exception has been thrown by the target of an invocation.
System.Reflection.TargetParameterCountException System.ApplicationException Number of parameters specified does not match the expected number.
System.Reflection.AmbiguousMatchException System.SystemException Ambiguous match found.
System.Reflection.ReflectionTypeLoadException System.SystemException
System.Runtime.InteropServices.ExternalException System.SystemException External component has thrown an exception.
System.Runtime.InteropServices.COMException System.Runtime.InteropServices.ExternalException
System.Runtime.Serialization.SerializationException System.SystemException Serialization error.
System.Security.SecurityException System.SystemException Security error.
System.Security.VerificationException System.SystemException
System.Security.Authentication.AuthenticationException System.SystemException System error.
System.Security.Cryptography.CryptographicException System.SystemException Error occurred during a cryptographic operation.
System.Text.DecoderFallbackException System.ArgumentException
System.Text.EncoderFallbackException System.ArgumentException
System.Text.Json.JsonException System.Exception
System.Text.Json.JsonReaderException System.Text.Json.JsonException
Newtonsoft.Json.JsonException System.Exception
Newtonsoft.Json.JsonReaderException Newtonsoft.Json.JsonException
Newtonsoft.Json.JsonSerializationException Newtonsoft.Json.JsonException
Newtonsoft.Json.JsonWriterException Newtonsoft.Json.JsonException
System.TypeAccessException System.TypeLoadException Attempt to access the type failed.
System.TypeUnloadedException System.SystemException Type had been unloaded.
System.AccessViolationException System.SystemException Attempted to read or write protected memory. This is often an indication that other memory is corrupt.
System.MulticastNotSupportedException System.SystemException Attempted to add multiple callbacks to a delegate that does not support multicast.
System.DataMisalignedException System.SystemException A datatype misalignment was detected in a load or store instruction.
System.CannotUnloadAppDomainException System.SystemException Attempt to unload the AppDomain failed.
System.AppDomainUnloadedException System.SystemException Attempted to access an unloaded AppDomain.
System.IO.InternalBufferOverflowException System.SystemException System error.
System.Runtime.InteropServices.SEHException System.Runtime.InteropServices.ExternalException External component has thrown an exception.
System.Text.RegularExpressions.RegexMatchTimeoutException System.TimeoutException
System.Text.RegularExpressions.RegexParseException System.ArgumentException
System.Threading.Tasks.TaskCanceledException System.OperationCanceledException A task was canceled.
System.Threading.ThreadAbortException System.SystemException Thread was being aborted.
System.Threading.ThreadInterruptedException System.SystemException Thread was interrupted from a waiting state.
System.Threading.SynchronizationLockException System.SystemException Object synchronization method was called from an unsynchronized block of code.
System.Xml.XmlException System.SystemException An XML error has occurred.
System.Xml.XPath.XPathException System.SystemException
System.Xml.Schema.XmlSchemaException System.SystemException
System.Management.Automation.RuntimeException System.SystemException
System.Management.Automation.ActionPreferenceStopException System.Management.Automation.RuntimeException
System.Management.Automation.ApplicationFailedException System.Management.Automation.RuntimeException
System.Management.Automation.ArgumentTransformationMetadataException System.Management.Automation.MetadataException
System.Management.Automation.BreakException System.Management.Automation.LoopFlowException
System.Management.Automation.CmdletInvocationException System.Management.Automation.RuntimeException
System.Management.Automation.CmdletProviderInvocationException System.Management.Automation.CmdletInvocationException
System.Management.Automation.CommandNotFoundException System.Management.Automation.RuntimeException
System.Management.Automation.ContinueException System.Management.Automation.LoopFlowException
System.Management.Automation.DriveNotFoundException System.Management.Automation.SessionStateException
System.Management.Automation.ExtendedTypeSystemException System.Management.Automation.RuntimeException
System.Management.Automation.FlowControlException System.SystemException
System.Management.Automation.GetValueException System.Management.Automation.ExtendedTypeSystemException
System.Management.Automation.GetValueInvocationException System.Management.Automation.GetValueException
System.Management.Automation.HaltCommandException System.SystemException
System.Management.Automation.Host.HostException System.Management.Automation.RuntimeException
System.Management.Automation.Host.PromptingException System.Management.Automation.Host.HostException
System.Management.Automation.IncompleteParseException System.Management.Automation.ParseException
System.Management.Automation.InvalidJobStateException System.SystemException
System.Management.Automation.ItemNotFoundException System.Management.Automation.SessionStateException
System.Management.Automation.JobDefinitionNotFoundException System.Management.Automation.RuntimeException
System.Management.Automation.LoopFlowException System.Management.Automation.FlowControlException
System.Management.Automation.MetadataException System.Management.Automation.RuntimeException
System.Management.Automation.MethodException System.Management.Automation.ExtendedTypeSystemException
System.Management.Automation.MethodInvocationException System.Management.Automation.MethodException
System.Management.Automation.ParameterBindingException System.Management.Automation.RuntimeException
System.Management.Automation.ParameterBindingValidationException System.Management.Automation.ParameterBindingException
System.Management.Automation.ParameterBindingArgumentTransformationException System.Management.Automation.ParameterBindingException
System.Management.Automation.ParentContainsErrorRecordException System.SystemException
System.Management.Automation.ParseException System.Management.Automation.RuntimeException
System.Management.Automation.ParsingMetadataException System.Management.Automation.MetadataException
System.Management.Automation.PipelineClosedException System.Management.Automation.RuntimeException
System.Management.Automation.PipelineStoppedException System.Management.Automation.RuntimeException The pipeline has been stopped.
System.Management.Automation.PropertyNotFoundException System.Management.Automation.ExtendedTypeSystemException
System.Management.Automation.ProviderInvocationException System.Management.Automation.RuntimeException
System.Management.Automation.ProviderNameAmbiguousException System.Management.Automation.ProviderNotFoundException
System.Management.Automation.ProviderNotFoundException System.Management.Automation.SessionStateException
System.Management.Automation.PSArgumentException System.ArgumentException
System.Management.Automation.PSArgumentNullException System.ArgumentNullException Value cannot be null.
System.Management.Automation.PSArgumentOutOfRangeException System.ArgumentOutOfRangeException Specified argument was out of the range of valid values.
System.Management.Automation.PSInvalidCastException System.InvalidCastException
System.Management.Automation.PSInvalidOperationException System.InvalidOperationException
System.Management.Automation.PSNotImplementedException System.NotImplementedException
System.Management.Automation.PSNotSupportedException System.NotSupportedException
System.Management.Automation.PSObjectDisposedException System.ObjectDisposedException
System.Management.Automation.PSSecurityException System.Management.Automation.RuntimeException
System.Management.Automation.RemoteException System.Management.Automation.RuntimeException
System.Management.Automation.Remoting.PSRemotingDataStructureException System.Management.Automation.RuntimeException
System.Management.Automation.Remoting.PSRemotingTransportException System.Management.Automation.RuntimeException
System.Management.Automation.InvalidPowerShellStateException System.SystemException
System.Management.Automation.JobFailedException System.SystemException
System.Management.Automation.RedirectedException System.Management.Automation.RuntimeException
System.Management.Automation.Remoting.PSDirectException System.Management.Automation.RuntimeException
System.Management.Automation.Remoting.PSRemotingTransportRedirectException System.Management.Automation.Remoting.PSRemotingTransportException
System.Management.Automation.Runspaces.FormatTableLoadException System.Management.Automation.RuntimeException
System.Management.Automation.Runspaces.InvalidPipelineStateException System.SystemException
System.Management.Automation.Runspaces.InvalidRunspacePoolStateException System.SystemException
System.Management.Automation.Runspaces.InvalidRunspaceStateException System.SystemException
System.Management.Automation.Runspaces.PSConsoleLoadException System.SystemException
System.Management.Automation.Runspaces.RunspaceOpenModuleLoadException System.Management.Automation.RuntimeException
System.Management.Automation.Runspaces.TypeTableLoadException System.Management.Automation.RuntimeException
Microsoft.PowerShell.Commands.HelpCategoryInvalidException System.ArgumentException
System.Management.Automation.NativeCommandExitException System.Management.Automation.RuntimeException
System.Management.Automation.NativeCommandException System.Management.Automation.RuntimeException
System.Management.Automation.ScriptBlockToPowerShellNotSupportedException System.Management.Automation.RuntimeException
System.Management.Automation.ScriptCallDepthException System.SystemException
System.Management.Automation.ScriptRequiresException System.Management.Automation.RuntimeException
System.Management.Automation.SessionStateException System.Management.Automation.RuntimeException
System.Management.Automation.SessionStateOverflowException System.Management.Automation.SessionStateException
System.Management.Automation.SessionStateUnauthorizedAccessException System.Management.Automation.SessionStateException
System.Management.Automation.SetValueException System.Management.Automation.ExtendedTypeSystemException
System.Management.Automation.SetValueInvocationException System.Management.Automation.SetValueException
System.Management.Automation.StopUpstreamCommandsException System.Management.Automation.FlowControlException
System.Management.Automation.TerminateException System.Management.Automation.FlowControlException
System.Management.Automation.ExitException System.Management.Automation.FlowControlException
System.Management.Automation.ValidationMetadataException System.Management.Automation.MetadataException
System.Management.Automation.WildcardPatternException System.Management.Automation.RuntimeException
Microsoft.PowerShell.Commands.WriteErrorException System.SystemException
Microsoft.PowerShell.Commands.ServiceCommandException System.SystemException
Microsoft.PowerShell.Commands.ProcessCommandException System.SystemException
Microsoft.PowerShell.Commands.HttpResponseException System.Net.Http.HttpRequestException
Microsoft.PowerShell.Commands.HelpNotFoundException System.SystemException
"""
